package io.musicreclass.revote;

import io.musicreclass.track.ClassifiedTrack;
import io.musicreclass.track.GenreSet;
import io.musicreclass.track.GenreTag;
import io.musicreclass.track.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Counts how the current verdicts differ from those of another vote. */
final class VerdictComparison {
  private final Count now = new Count();
  private final Count then = new Count();
  private final Map<Integer, Integer> pendingByStage = new TreeMap<>();
  private int tracks;
  private int changed;
  private int flipped;
  private final Agreeing corrected = new Agreeing();
  private final Agreeing tagged = new Agreeing();
  private final List<String> genres;

  /**
   * @param genres the genres of the vote
   */
  VerdictComparison(List<String> genres) {
    this.genres = genres;
  }

  /** Counts a song that stored results decide. Its genre tag is empty where it has none. */
  void decided(ClassifiedTrack before, ClassifiedTrack after, String genreTag) {
    tracks++;
    now.add(before.voted());
    then.add(after.voted());
    if (after.isUpdateOf(before)) {
      changed++;
      flipped += after.verdict().genre().equals(before.verdict().genre()) ? 0 : 1;
    }
    if (before.overruled() != null) {
      GenreTag person = new GenreTag(Set.of(GenreSet.fold(before.verdict().genre())));
      corrected.add(person, before, after);
      return;
    }
    GenreTag tag = GenreTag.of(genreTag);
    if (tag.namesOneOf(genres)) {
      tagged.add(tag, before, after);
    }
  }

  /** Counts a song that needs another stage. */
  void pending(ClassifiedTrack before, int position) {
    tracks++;
    now.add(before.voted());
    pendingByStage.merge(position, 1, Integer::sum);
  }

  RevoteForecast forecast() {
    return new RevoteForecast(
        tracks,
        now.share(),
        then.share(),
        changed,
        flipped,
        Map.copyOf(pendingByStage),
        corrected.accuracy(),
        tagged.accuracy());
  }

  /** Counts verdicts that agree with people. */
  private static final class Agreeing {
    private int tracks;
    private int now;
    private int then;

    void add(GenreTag people, ClassifiedTrack before, ClassifiedTrack after) {
      tracks++;
      now += people.names(before.voted().genre()) ? 1 : 0;
      then += people.names(after.voted().genre()) ? 1 : 0;
    }

    RevoteForecast.Accuracy accuracy() {
      return new RevoteForecast.Accuracy(tracks, now, then);
    }
  }

  /** Counts verdicts by certainty and stage. */
  private static final class Count {
    private final Map<Integer, Integer> stages = new TreeMap<>();
    private int sure;
    private int unsure;

    void add(Verdict.Decided verdict) {
      if (verdict.sure()) {
        sure++;
      } else {
        unsure++;
      }
      stages.merge(verdict.stage(), 1, Integer::sum);
    }

    RevoteForecast.Share share() {
      return new RevoteForecast.Share(sure, unsure, Map.copyOf(stages));
    }
  }
}
