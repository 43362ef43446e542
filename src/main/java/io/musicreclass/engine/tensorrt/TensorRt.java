package io.musicreclass.engine.tensorrt;

import io.musicreclass.config.EngineConfig.Precision;
import io.musicreclass.engine.Engine;
import io.musicreclass.engine.tensorrt.probe.GpuDevice;
import io.musicreclass.engine.tensorrt.probe.GpuFiles;
import io.musicreclass.engine.tensorrt.probe.GpuProbe;
import io.musicreclass.engine.tensorrt.probe.GpuReport;
import io.musicreclass.engine.tensorrt.probe.ProbeCache;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Opens the engine on the GPU. */
public final class TensorRt {
  private static final String PROBED = "probe.json";

  private TensorRt() {}

  /** The result of opening it. */
  public sealed interface Opened {
    /** The engine; closing it closes the CPU's, too. */
    record Ready(Engine engine) implements Opened {}

    /** This machine has no NVIDIA GPU. */
    record Absent() implements Opened {}

    /**
     * There is a GPU that cannot be used.
     *
     * @param reasons what is missing or failed and what to do, a sentence each
     */
    record Unusable(List<String> reasons) implements Opened {
      public Unusable {
        reasons = List.copyOf(reasons);
      }
    }
  }

  /**
   * Looks for a GPU, probes it in a child process and opens it here if the probe succeeded. A
   * process that builds engines always probes; others use the last good result if nothing has
   * changed.
   *
   * @param cpu runs what the GPU cannot; left open unless an engine is returned
   * @param folder of the compiled engines
   * @param builds whether missing engines are compiled in the background
   */
  public static Opened open(Engine cpu, Path folder, Precision precision, boolean builds) {
    ProbeCache known = new ProbeCache(GpuFiles.here(), folder.resolve(PROBED));
    Optional<GpuReport.Usable> before = builds ? Optional.empty() : known.take();
    GpuReport report = before.isPresent() ? before.get() : GpuProbe.probe();
    Opened opened = open(report, cpu, folder, precision, builds);
    if (opened instanceof Opened.Ready && report instanceof GpuReport.Usable usable) {
      known.keep(usable);
    }
    return opened;
  }

  private static Opened open(
      GpuReport report, Engine cpu, Path folder, Precision precision, boolean builds) {
    if (report instanceof GpuReport.Unusable unusable) {
      return new Opened.Unusable(unusable.problems());
    }
    if (report instanceof GpuReport.Usable usable) {
      try {
        GpuDevice device = usable.open();
        return new Opened.Ready(
            new TensorRtEngine(device, cpu, folder, precision, builds, Clock.systemUTC()));
      } catch (IOException e) {
        return new Opened.Unusable(List.of(String.valueOf(e.getMessage())));
      }
    }
    return new Opened.Absent();
  }
}
