package io.musicreclass.defaults;

import io.musicreclass.ledger.StoredOptions;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * How far this installation has come on its way to the default models; survives a restart.
 *
 * @param at when that was; songs classified before it stay as they are until a re-vote
 */
record Milestone(Step step, Instant at) {
  private static final String OPTION = "default_models";

  /** What has happened last. */
  enum Step {
    /** They were offered. */
    OFFERED,
    /** Their download has begun. */
    BEGUN,
    /** They are there, and the songs classified since the beginning were voted on again. */
    ARRIVED
  }

  static Optional<Milestone> read(StoredOptions options) {
    return options.choice(OPTION, "").flatMap(Milestone::parse);
  }

  /** An unreadable one counts as none. */
  private static Optional<Milestone> parse(String text) {
    String[] words = text.split(" ", 2);
    try {
      return Optional.of(
          new Milestone(Step.valueOf(words[0]), Instant.parse(words[words.length - 1])));
    } catch (IllegalArgumentException | DateTimeException e) {
      return Optional.empty();
    }
  }

  void store(StoredOptions options) {
    options.choose(OPTION, step + " " + at, "");
  }
}
