package io.musicreclass.cli;

import io.musicreclass.cli.settings.Installation;
import io.musicreclass.config.Settings;
import io.musicreclass.engine.select.Engines;
import io.musicreclass.engine.select.Gpu;
import io.musicreclass.setup.Diagnostics;
import io.musicreclass.track.SongFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code reclass doctor}: checks everything that the daemon needs. */
@Command(
    name = "doctor",
    description =
        "Checks settings, libraries, models, inbox, database and broker; changes nothing.",
    mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
  @Option(
      names = "--probe-gpu",
      description =
          "Only check for an NVIDIA GPU: build and run a small network on it, in a separate process.")
  private boolean probeGpu;

  @Override
  public Integer call() {
    System.out.println("reclass " + Version.text() + ", Java " + Runtime.version());
    return probeGpu ? gpu() : everything();
  }

  private static int gpu() {
    Gpu gpu = Engines.gpu();
    gpu.texts().forEach(text -> line(gpu.usable(), "gpu", text));
    return gpu.usable() ? 0 : 1;
  }

  private static int everything() {
    Settings setup = Installation.setup();
    Path file = Installation.configuration();
    line(
        true,
        "settings",
        Files.exists(file)
            ? SongFile.text(file)
            : SongFile.text(file)
                + " does not exist: the defaults apply (reclass setup creates it)");
    List<Diagnostics.Finding> findings = Diagnostics.of(setup);
    for (Diagnostics.Finding finding : findings) {
      line(finding.ok(), finding.what(), finding.text());
    }
    return findings.stream().allMatch(Diagnostics.Finding::ok) ? 0 : 1;
  }

  private static void line(boolean ok, String what, String text) {
    System.out.printf("%-8s %-9s %s%n", ok ? "ok" : "PROBLEM", what, text);
  }
}
