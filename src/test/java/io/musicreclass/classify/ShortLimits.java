package io.musicreclass.classify;

import io.musicreclass.config.Settings;
import io.musicreclass.testing.ScriptedEngine;
import java.time.Duration;

/** Time limits short enough for tests of other packages in which something hangs. */
public final class ShortLimits {
  private ShortLimits() {}

  /** Stages that a song may keep busy for this long. */
  public static StageRunner stages(Settings settings, ScriptedEngine engine, Duration limit) {
    return StageRunner.load(settings, engine, () -> new StageTimeLimit(limit, limit));
  }

  /** Takes every opening of a file for one that does not end, though its disk responds. */
  public static TimedFileReader reads() {
    return new TimedFileReader(Duration.ZERO, Duration.ofSeconds(10));
  }
}
