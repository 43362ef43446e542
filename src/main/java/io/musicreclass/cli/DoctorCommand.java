package io.musicreclass.cli;

import io.musicreclass.cli.settings.Installation;
import io.musicreclass.cli.terminal.UsageError;
import io.musicreclass.config.Settings;
import io.musicreclass.engine.select.Engines;
import io.musicreclass.engine.select.Gpu;
import io.musicreclass.setup.Diagnostics;
import io.musicreclass.support.SupportBundle;
import io.musicreclass.track.SongFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code reclass doctor}: checks everything that the daemon needs. */
@Command(
    name = "doctor",
    description =
        "Checks settings, libraries, models, inbox, database and broker; changes nothing.",
    mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
  private static final DateTimeFormatter BUNDLE =
      DateTimeFormatter.ofPattern("'reclass-doctor-'yyyyMMdd'T'HHmmss'Z.zip'")
          .withZone(ZoneOffset.UTC);

  @Option(
      names = "--probe-gpu",
      description =
          "Only check for an NVIDIA GPU: build and run a small network on it, in a separate process.")
  private boolean probeGpu;

  @Option(
      names = "--bundle",
      arity = "0..1",
      fallbackValue = "",
      paramLabel = "FILE",
      description =
          "Also write facts and logs into a file to attach to an issue, without passwords, tokens"
              + " and names of songs; default: reclass-doctor-TIME.zip in the current folder.")
  private @Nullable String bundle;

  private final StringBuilder written = new StringBuilder();

  @Override
  public Integer call() throws IOException {
    print("reclass " + Version.text() + ", Java " + Runtime.version());
    return probeGpu ? gpu() : everything();
  }

  private int gpu() {
    Gpu gpu = Engines.gpu();
    gpu.texts().forEach(text -> line(gpu.usable(), "gpu", text));
    return gpu.usable() ? 0 : 1;
  }

  private int everything() throws IOException {
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
    if (bundle != null) {
      write(setup, Path.of(bundle.isEmpty() ? BUNDLE.format(Instant.now()) : bundle));
    }
    return findings.stream().allMatch(Diagnostics.Finding::ok) ? 0 : 1;
  }

  private void write(Settings setup, Path file) throws IOException {
    SupportBundle support = new SupportBundle(setup, Installation.configuration(), System.getenv());
    support.add("doctor.txt", written.toString());
    support.add("health.txt", daemon(setup, "api/health"));
    support.add("problems.txt", daemon(setup, "api/problems"));
    support.write(file);
    System.out.println("Wrote " + file.toAbsolutePath() + ":");
    support.contents().forEach((name, size) -> System.out.printf("  %-14s %d bytes%n", name, size));
    System.out.println(
        "Passwords, tokens and the names of songs and users were removed as far as they can be"
            + " recognised. Look through it before you send it.");
  }

  /** What the running daemon says. */
  private static String daemon(Settings setup, String path) {
    if (Files.notExists(setup.home().resolve("token"))) {
      return "no daemon has run yet"; // asking it would create the token
    }
    try {
      return DaemonClient.of(setup, "no daemon is running").send("GET", path, Map.of()).toString();
    } catch (UsageError | IOException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private void line(boolean ok, String what, String text) {
    print(String.format("%-8s %-9s %s", ok ? "ok" : "PROBLEM", what, text));
  }

  private void print(String line) {
    written.append(line).append('\n');
    System.out.println(line);
  }
}
