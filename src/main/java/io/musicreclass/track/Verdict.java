package io.musicreclass.track;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The end of a vote. */
public sealed interface Verdict {
  /** The stages that were heard, in order, those with a vote only. */
  List<Vote> votes();

  /**
   * A genre was found.
   *
   * @param genre as the first stage's card writes it
   * @param confidence 0 to 1, as the rule computes it
   * @param sure whether the confidence reaches {@code vote.sure}
   * @param stage position of the stage that ended the vote, from 1
   * @param rule {@code top1} or {@code soft}
   * @param genres the rule's value of each genre that got one, highest first
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
    /** Why it is unsure, where that is not its confidence. */
    public Optional<String> reason() {
      return !sure && lackSound(votes)
          ? Optional.of(AnalysedPart.TOO_LITTLE_SOUND)
          : Optional.empty();
    }

    /** Whether none of these votes had enough of the song to hear for a verdict to be sure. */
    public static boolean lackSound(List<Vote> votes) {
      return !votes.isEmpty()
          && votes.stream().map(Vote::part).allMatch(part -> part != null && part.isTooShort());
    }
  }

  /**
   * No stage could say anything.
   *
   * @param reason why, for people
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
   * @param weight the weight it had in the vote
   * @param ms milliseconds the stage took
   * @param top its three most probable genres, highest first
   * @param part what it analysed; null where that is the part that its model's card names, and
   *     sounds
   */
  record Vote(
      String stage,
      String model,
      String genre,
      double confidence,
      double weight,
      long ms,
      Map<String, Double> top,
      @Nullable AnalysedPart part) {
    /** A vote on the part that the model's card names. */
    public Vote(
        String stage,
        String model,
        String genre,
        double confidence,
        double weight,
        long ms,
        Map<String, Double> top) {
      this(stage, model, genre, confidence, weight, ms, top, null);
    }
  }
}
