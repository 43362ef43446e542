package io.musicreclass.engine;

import io.musicreclass.engine.onnx.OnnxEngine;
import io.musicreclass.engine.tensorrt.GpuProbe;
import io.musicreclass.engine.tensorrt.GpuReport;
import java.util.List;

/** Chooses the engine. */
public final class Engines {
  private Engines() {}

  /**
   * Opens the engine that the configuration asks for.
   *
   * @throws IllegalArgumentException when this version or machine does not have it; names the key
   */
  public static Engine open(EngineConfig config) {
    return switch (config.kind()) {
      case AUTO, ONNX -> cpu(config);
      case TENSORRT ->
          throw new IllegalArgumentException(
              "reclass.engine.kind is tensorrt, which is not part of this version: use auto or"
                  + " onnx");
    };
  }

  /**
   * The engine that is there on every machine, whose numbers others are compared with: ONNX Runtime
   * on the CPU.
   *
   * @throws IllegalArgumentException when a setting is wrong; names the key
   */
  public static Engine cpu(EngineConfig config) {
    int threads = config.threads().orElse(Runtime.getRuntime().availableProcessors());
    if (threads < 1) {
      throw new IllegalArgumentException(
          "reclass.engine.threads is " + threads + ": at least 1, or leave it out for all cores");
    }
    return cpu(threads);
  }

  /** The same, of that many threads a network. */
  public static Engine cpu(int threads) {
    return new OnnxEngine(threads);
  }

  /** Looks for an NVIDIA GPU and tries it in a child process; takes seconds where there is one. */
  public static Gpu gpu() {
    GpuReport report = GpuProbe.probe();
    if (report instanceof GpuReport.Usable usable) {
      return new Gpu(true, true, List.of(usable.text()));
    }
    if (report instanceof GpuReport.Unusable unusable) {
      return new Gpu(true, false, unusable.problems());
    }
    return new Gpu(
        false, false, List.of("this machine has no NVIDIA GPU, or no driver has made its node"));
  }
}
