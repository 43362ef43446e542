package io.musicreclass.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Locale;
import java.util.OptionalInt;

/** Settings of the engines: keys {@code reclass.engine.*}. */
@ConfigMapping(prefix = "reclass.engine")
public interface EngineConfig {
  /** The inference engine. */
  enum Kind {
    AUTO,
    ONNX,
    TENSORRT
  }

  /** Precision of the large networks, if the engine supports several. */
  enum Precision {
    FP16,
    FP32;

    /** As written in settings, such as {@code fp16}. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Which networks stay in memory. */
  enum Resident {
    ALL,
    ONE
  }

  @WithDefault("auto")
  Kind kind();

  @WithDefault("fp16")
  Precision precision();

  @WithDefault("all")
  Resident resident();

  /** Threads that a network may use; default: one per core. */
  OptionalInt threads();
}
