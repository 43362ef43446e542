package io.musicreclass.track;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The result of a vote. */
public sealed interface Verdict {
  /** Reason given for an unsure verdict on what is neither music nor speech. */
  String NOT_MUSIC = "not music";

  /** Votes of the stages in order; stages that abstained or failed have none. */
  List<Vote> votes();

  /**
   * A genre was found.
   *
   * @param genre as the first stage's card writes it
   * @param confidence 0 to 1, computed by the rule
   * @param sure whether the confidence reaches {@code vote.sure}
   * @param stage number of the stage that ended the vote, from 1
   * @param rule {@code top1} or {@code soft}
   * @param genres the rule's value of each genre, highest first
   */
  record Decided(
      String genre,
      double confidence,
      boolean sure,
      int stage,
      String rule,
      Map<String, Double> genres,
      List<Vote> votes)
      implements Verdict {
    /** Why it is unsure, if not because of its confidence. */
    public Optional<String> reason() {
      if (!sure && lackSound(votes)) {
        return Optional.of(AnalysedPart.TOO_LITTLE_SOUND);
      }
      return !sure && areNotMusic(votes) ? Optional.of(NOT_MUSIC) : Optional.empty();
    }

    /** What the stages say besides the genre, each tag once, the most probable first. */
    public List<MusicTag> tags() {
      return tagsOf(votes);
    }

    /** What these votes' stages say besides the genre. */
    public static List<MusicTag> tagsOf(List<Vote> votes) {
      return MusicTag.merged(votes.stream().flatMap(vote -> vote.tags().stream()).toList());
    }

    /** Whether a stage that can tell finds that the song is no music. */
    public static boolean areNotMusic(List<Vote> votes) {
      return votes.stream().anyMatch(Vote::notMusic);
    }

    /** Whether every vote rests on too little sound for a sure verdict. */
    public static boolean lackSound(List<Vote> votes) {
      return !votes.isEmpty()
          && votes.stream().map(Vote::part).allMatch(part -> part != null && part.lacksSound());
    }
  }

  /**
   * No stage could judge the song.
   *
   * @param reason user-facing explanation
   */
  record Abstained(String reason) implements Verdict {
    @Override
    public List<Vote> votes() {
      return List.of();
    }
  }

  /**
   * One stage's vote.
   *
   * @param genre its first choice
   * @param confidence its probability of that genre
   * @param weight its weight in the vote
   * @param ms milliseconds the stage took
   * @param top its three most probable genres, highest first
   * @param part the analysed part; null if it is the excerpt in the model's card and not silent
   * @param notMusic whether its model finds that the song is neither music nor speech
   * @param tags what its encoder's classes say besides the genre, the most probable first
   */
  record Vote(
      String stage,
      String model,
      String genre,
      double confidence,
      double weight,
      long ms,
      Map<String, Double> top,
      @Nullable AnalysedPart part,
      boolean notMusic,
      List<MusicTag> tags) {
    public Vote {
      tags = tags == null ? List.of() : List.copyOf(tags); // votes stored before there were tags
    }

    /** A vote on the excerpt in the model's card, without tags. */
    public Vote(
        String stage,
        String model,
        String genre,
        double confidence,
        double weight,
        long ms,
        Map<String, Double> top) {
      this(stage, model, genre, confidence, weight, ms, top, null, false, List.of());
    }
  }
}
