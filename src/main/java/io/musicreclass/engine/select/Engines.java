package io.musicreclass.engine.select;

import io.musicreclass.config.EngineConfig;
import io.musicreclass.engine.Engine;
import io.musicreclass.engine.EngineState;
import io.musicreclass.engine.onnx.OnnxEngine;
import io.musicreclass.engine.tensorrt.TensorRt;
import io.musicreclass.engine.tensorrt.probe.GpuProbe;
import io.musicreclass.engine.tensorrt.probe.GpuReport;
import io.musicreclass.models.ModelStore;
import java.nio.file.Path;
import java.util.List;

/** Chooses the engine. */
public final class Engines {
  private Engines() {}

  /**
   * The cost of running stages 2 and 3 on the CPU where there is a GPU: from the arithmetic rates
   * of six ARM cores and of a PC's eight, compared with those of the GPUs beside them.
   */
  private static final String SLOWER = "about 10 to 50 times slower in stages 2 and 3";

  /** Opens the GPU; replaced in tests. */
  @FunctionalInterface
  interface Opener {
    TensorRt.Opened open(Engine cpu);
  }

  /**
   * Opens the configured engine. Networks not compiled for the GPU yet run on the CPU.
   *
   * @param models folder of the packages, which also holds the compiled engines
   * @throws IllegalArgumentException if a setting is wrong or this machine lacks what it requires;
   *     names the key and says what to do
   */
  public static Engine open(EngineConfig config, Path models) {
    return open(config, opener(config, models, false));
  }

  /** As {@link #open}; networks not compiled for the GPU yet are compiled in the background. */
  public static Engine openAndBuild(EngineConfig config, Path models) {
    return open(config, opener(config, models, true));
  }

  /**
   * Opens the engine on the GPU, whatever kind is configured.
   *
   * @throws IllegalArgumentException if this machine has no usable GPU; says what to do
   */
  public static Engine openGpu(EngineConfig config, Path models) {
    return gpu(cpu(config), opener(config, models, false), "Nothing to build: ");
  }

  private static Opener opener(EngineConfig config, Path models, boolean builds) {
    Path folder = models.resolve(ModelStore.ENGINES);
    return cpu -> TensorRt.open(cpu, folder, config.precision(), builds);
  }

  static Engine open(EngineConfig config, Opener opener) {
    Engine cpu = cpu(config);
    return switch (config.kind()) {
      case ONNX -> cpu;
      case AUTO -> best(config, cpu, opener);
      case TENSORRT -> gpu(cpu, opener, "reclass.engine.kind is tensorrt, but ");
    };
  }

  private static Engine best(EngineConfig config, Engine cpu, Opener opener) {
    TensorRt.Opened opened = opener.open(cpu);
    if (opened instanceof TensorRt.Opened.Ready ready) {
      return ready.engine();
    }
    if (opened instanceof TensorRt.Opened.Unusable unusable) {
      cpu.close();
      String problem =
          "The NVIDIA GPU cannot be used ("
              + String.join("; ", unusable.reasons())
              + "): networks run on the CPU, "
              + SLOWER
              + "; to accept that, set reclass.engine.kind=onnx";
      return new OnnxEngine(threads(config), EngineState.cpu(List.of(problem)));
    }
    return cpu;
  }

  private static Engine gpu(Engine cpu, Opener opener, String context) {
    TensorRt.Opened opened = opener.open(cpu);
    if (opened instanceof TensorRt.Opened.Ready ready) {
      return ready.engine();
    }
    cpu.close();
    throw new IllegalArgumentException(
        context
            + (opened instanceof TensorRt.Opened.Unusable unusable
                ? "the NVIDIA GPU cannot be used: " + String.join("; ", unusable.reasons())
                : "no NVIDIA GPU found; networks run on the CPU with reclass.engine.kind=auto or"
                    + " onnx"));
  }

  /**
   * ONNX Runtime on the CPU, which works on every machine and is the reference for other engines.
   *
   * @throws IllegalArgumentException if a setting is wrong; names the key
   */
  public static Engine cpu(EngineConfig config) {
    return cpu(threads(config));
  }

  private static int threads(EngineConfig config) {
    int threads = config.threads().orElse(Runtime.getRuntime().availableProcessors());
    if (threads < 1) {
      throw new IllegalArgumentException(
          "reclass.engine.threads is " + threads + ": at least 1, or leave it out for all cores");
    }
    return threads;
  }

  /** ONNX Runtime on the CPU, with that many threads per network. */
  public static Engine cpu(int threads) {
    return new OnnxEngine(threads);
  }

  /** Looks for an NVIDIA GPU and probes it in a child process; takes seconds if there is one. */
  public static Gpu gpu() {
    GpuReport report = GpuProbe.probe();
    if (report instanceof GpuReport.Usable usable) {
      return new Gpu(true, true, List.of(usable.text()));
    }
    if (report instanceof GpuReport.Unusable unusable) {
      return new Gpu(true, false, unusable.problems());
    }
    return new Gpu(false, false, List.of("this machine has no NVIDIA GPU"));
  }
}
