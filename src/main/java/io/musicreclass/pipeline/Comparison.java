package io.musicreclass.pipeline;

import io.musicreclass.track.GenreSet;
import io.musicreclass.track.Receipt;
import io.musicreclass.track.Verdict;
import java.util.Map;
import java.util.TreeMap;

/** Verdicts as they stand against those of another vote, counted song by song. */
final class Comparison {
  private final Count now = new Count();
  private final Count then = new Count();
  private final Map<Integer, Integer> owed = new TreeMap<>();
  private int tracks;
  private int changed;
  private int flipped;
  private int corrected;
  private int rightNow;
  private int rightThen;

  /** A song whose vote ends on what is stored. */
  void decided(Receipt before, Receipt after) {
    tracks++;
    now.add(before.voted());
    then.add(after.voted());
    if (after.isNewsAfter(before)) {
      changed++;
      flipped += after.verdict().genre().equals(before.verdict().genre()) ? 0 : 1;
    }
    if (before.overruled() != null) {
      String person = GenreSet.fold(before.verdict().genre());
      corrected++;
      rightNow += GenreSet.fold(before.voted().genre()).equals(person) ? 1 : 0;
      rightThen += GenreSet.fold(after.voted().genre()).equals(person) ? 1 : 0;
    }
  }

  /** A song that a stage must hear first. */
  void owes(Receipt before, int position) {
    tracks++;
    now.add(before.voted());
    owed.merge(position, 1, Integer::sum);
  }

  Forecast forecast() {
    return new Forecast(
        tracks,
        now.share(),
        then.share(),
        changed,
        flipped,
        Map.copyOf(owed),
        new Forecast.Accuracy(corrected, rightNow, rightThen));
  }

  /** Verdicts by sureness and stage. */
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

    Forecast.Share share() {
      return new Forecast.Share(sure, unsure, Map.copyOf(stages));
    }
  }
}
