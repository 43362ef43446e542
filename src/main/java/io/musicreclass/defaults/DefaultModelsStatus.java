package io.musicreclass.defaults;

import java.util.Locale;
import java.util.Optional;

/**
 * Where a daemon stands with the default models.
 *
 * @param provisional whether verdicts may soon be replaced, and nothing is tagged or sorted
 * @param notice what users should know and can do; empty if nothing
 * @param older songs classified before they came, which only a re-vote classifies with them
 * @param olderMinutes how long that would take
 */
public record DefaultModelsStatus(
    State state, boolean provisional, Optional<String> notice, int older, long olderMinutes) {
  /** Where the default models are. */
  public enum State {
    /** Not known yet. */
    STARTING,
    /** The user has models or stages of their own. */
    UNUSED,
    /** Not there, and {@code reclass.models.fetch=never}. */
    OFF,
    /** Not there, and offered. */
    OFFERED,
    /** The first attempt is in progress. */
    DOWNLOADING,
    /** The latest attempt to download them has failed. */
    FAILED,
    /** There; songs classified meanwhile are being classified again. */
    REVOTING,
    /** There. */
    INSTALLED;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
