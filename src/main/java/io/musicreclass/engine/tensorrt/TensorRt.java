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

/** The way to an engine on the GPU. */
public final class TensorRt {
  private static final String PROBED = "probe.json";

  private TensorRt() {}

  /** What became of it. */
  public sealed interface Opened {
    /** The engine; it closes the CPU's, too. */
    record Ready(Engine engine) implements Opened {}

    /** This machine has no NVIDIA GPU. */
    record Absent() implements Opened {}

    /**
     * It has one that cannot be used.
     *
     * @param reasons what is missing or failed, and the mend, a sentence each
     */
    record Unusable(List<String> reasons) implements Opened {
      public Unusable {
        reasons = List.copyOf(reasons);
      }
    }
  }

  /**
   * Looks for a GPU, tries it in a child process and opens it here if that went well. Who builds is
   * there to stay, and tries it anew; others believe the last good try where nothing has changed.
   *
   * @param cpu computes what the GPU cannot; left open unless an engine is given back
   * @param folder of the compiled engines
   * @param builds whether to compile in the background what is missing
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
