package io.musicreclass.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Locale;
import java.util.OptionalInt;

/** Settings of the engines: keys {@code reclass.engine.*}. */
@ConfigMapping(prefix = "reclass.engine")
public interface EngineConfig {
  /** What runs the networks. */
  enum Kind {
    AUTO,
    ONNX,
    TENSORRT
  }

  /** Arithmetic of the big networks, where the engine has a choice. */
  enum Precision {
    FP16,
    FP32;

    /** As settings write it, such as {@code fp16}. */
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

  /** Threads a network may use; default: one a core. */
  OptionalInt threads();
}
