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

/** {@code reclass doctor}: is everything there that is needed. */
@Command(
    name = "doctor",
    description = "Checks settings, libraries, models, inbox, ledger and broker; changes nothing.",
    mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
  @Option(
      names = "--probe-gpu",
      description =
          "Looks for an NVIDIA GPU only: builds and runs a small network on it, in a process of its"
              + " own.")
  private boolean probeGpu;

  @Override
  public Integer call() {
    System.out.println("reclass " + Version.text() + ", Java " + Runtime.version());
    return probeGpu ? gpu() : everything();
  }

  private static int gpu() {
    Gpu gpu = Engines.gpu();
    gpu.texts().forEach(text -> say(gpu.usable(), "gpu", text));
    return gpu.usable() ? 0 : 1;
  }

  private static int everything() {
    Settings setup = Installation.setup();
    Path file = Installation.configuration();
    say(
        true,
        "settings",
        Files.exists(file)
            ? SongFile.text(file)
            : "there is no "
                + SongFile.text(file)
                + ": the defaults hold (reclass setup makes it)");
    List<Diagnostics.Finding> findings = Diagnostics.of(setup);
    for (Diagnostics.Finding finding : findings) {
      say(finding.ok(), finding.what(), finding.text());
    }
    return findings.stream().allMatch(Diagnostics.Finding::ok) ? 0 : 1;
  }

  private static void say(boolean ok, String what, String text) {
    System.out.printf("%-8s %-9s %s%n", ok ? "ok" : "PROBLEM", what, text);
  }
}
