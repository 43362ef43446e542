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
   * What computing on the CPU costs where there is a GPU, for stages 2 and 3: from the arithmetic
   * rates of six ARM cores and of a PC's eight against those of the GPUs beside them.
   */
  private static final String SLOWER = "about 10 to 50 times slower in stages 2 and 3";

  /** The way to the GPU, which tests replace. */
  @FunctionalInterface
  interface Opener {
    TensorRt.Opened open(Engine cpu);
  }

  /**
   * Opens the engine that the configuration asks for. What is not compiled for the GPU yet runs on
   * the CPU.
   *
   * @param models folder of the packages, which compiled engines are kept in
   * @throws IllegalArgumentException when a setting is wrong or this machine does not have what it
   *     asks for; names the key and the mend
   */
  public static Engine open(EngineConfig config, Path models) {
    return open(config, opener(config, models, false));
  }

  /** The same, and what is not compiled for the GPU yet is compiled in the background. */
  public static Engine openAndBuild(EngineConfig config, Path models) {
    return open(config, opener(config, models, true));
  }

  /**
   * Opens the engine on the GPU, whatever kind the configuration asks for.
   *
   * @throws IllegalArgumentException when this machine has none that can be used, with the mend
   */
  public static Engine openGpu(EngineConfig config, Path models) {
    return gpu(cpu(config), opener(config, models, false), "There is nothing to build for: ");
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
              + "), so networks run on the CPU, "
              + SLOWER
              + "; to be content with that, set reclass.engine.kind=onnx";
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
                : "this machine has no NVIDIA GPU that can be seen: networks run on the CPU with"
                    + " reclass.engine.kind=auto or onnx"));
  }

  /**
   * The engine that is there on every machine, whose numbers others are compared with: ONNX Runtime
   * on the CPU.
   *
   * @throws IllegalArgumentException when a setting is wrong; names the key
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
    return new Gpu(false, false, List.of("this machine has no NVIDIA GPU"));
  }
}
