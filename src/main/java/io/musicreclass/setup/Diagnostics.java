package io.musicreclass.setup;

import io.musicreclass.classify.PackageCheck;
import io.musicreclass.classify.selection.ModelSelection;
import io.musicreclass.classify.selection.StageModel;
import io.musicreclass.config.Settings;
import io.musicreclass.decode.Decoder;
import io.musicreclass.engine.Engine;
import io.musicreclass.engine.EngineState;
import io.musicreclass.engine.select.Engines;
import io.musicreclass.features.loops.Loops;
import io.musicreclass.ledger.Ledger;
import io.musicreclass.ledger.db.LedgerException;
import io.musicreclass.ledger.rows.LedgerStats;
import io.musicreclass.lifecycle.FailureText;
import io.musicreclass.publish.mqtt.BrokerCheck;
import io.musicreclass.publish.mqtt.MqttSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks everything the daemon needs, without changing anything. */
public final class Diagnostics {
  private static final int TIMEOUT_MS = 3000;

  /**
   * The result of one check.
   *
   * @param text the result; for a problem, also the remedy
   */
  public record Finding(boolean ok, String what, String text) {}

  private final Settings setup;
  private final List<Finding> findings = new ArrayList<>();

  private Diagnostics(Settings setup) {
    this.setup = setup;
  }

  /** All checks, in the order of processing. */
  public static List<Finding> of(Settings setup) {
    Diagnostics diagnostics = new Diagnostics(setup);
    diagnostics.inbox();
    diagnostics.decoder();
    diagnostics.features();
    diagnostics.engine();
    diagnostics.ledger();
    diagnostics.backups();
    diagnostics.broker();
    return List.copyOf(diagnostics.findings);
  }

  private void inbox() {
    Path folder = setup.inboxFolder();
    if (Files.isReadable(folder) && Files.isDirectory(folder)) {
      ok("inbox", folder.toString());
    } else if (Files.exists(folder)) {
      problem("inbox", folder + " is not a readable folder: set reclass.inbox.path");
    } else {
      ok("inbox", folder + " does not exist yet; reclass run creates it");
    }
  }

  private void decoder() {
    try {
      Decoder.warmUp();
      ok("decoder", "FFmpeg works");
    } catch (RuntimeException | LinkageError e) {
      problem(
          "decoder",
          "FFmpeg cannot be loaded ("
              + e.getMessage()
              + "): it needs Linux on x86-64 or arm64 with glibc 2.35 and, on arm64, libva2, libva-drm2 and libdrm2");
    }
  }

  private void features() {
    ok("features", "loops " + Loops.fastest().description());
  }

  private void engine() {
    try (Engine engine = Engines.open(setup.engine(), setup.models())) {
      EngineState state = engine.state();
      String where = state.gpu().isEmpty() ? "the CPU" : state.gpu() + ", " + state.precision();
      ok("engine", engine.kind() + " " + engine.version() + " on " + where);
      state.problems().forEach(text -> problem("engine", text));
    } catch (RuntimeException | LinkageError e) {
      problem("engine", String.valueOf(e.getMessage()));
    }
    try (Engine cpu = Engines.cpu(setup.engine())) {
      models(cpu);
    } catch (RuntimeException | LinkageError e) {
      problem("models", String.valueOf(e.getMessage()));
    }
  }

  private void models(Engine engine) {
    ModelSelection selection = ModelSelection.of(setup);
    for (StageModel stageModel : selection.stages()) {
      List<String> wrong = PackageCheck.wrong(stageModel.model(), setup.store(), engine);
      if (wrong.isEmpty()) {
        ok(
            "stage",
            stageModel.stage() + ": " + stageModel.model().card().name() + ", " + stageModel.why());
      }
      wrong.forEach(text -> problem("stage", stageModel.stage() + ": " + text));
    }
    selection.problems().forEach(text -> problem("models", text));
    if (selection.stages().isEmpty()) {
      problem("models", "no usable model in " + setup.models() + ": run reclass train gtzan");
    }
  }

  private void ledger() {
    try (Ledger ledger = Ledger.read(setup.home())) {
      LedgerStats stats = ledger.views().stats();
      ok(
          "database",
          setup.home()
              + ": "
              + stats.tracks()
              + " tracks, "
              + stats.pendingMessages()
              + " messages pending");
      long start = System.nanoTime();
      if (ledger.maintenance().check(() -> false)) {
        ok("database", String.format("integrity check passed (%.1f s)", seconds(start)));
      } else {
        problem("database", "damaged: restart Reclass, which restores the newest backup");
      }
    } catch (LedgerException e) {
      if (Files.exists(setup.home().resolve("ledger.db"))) {
        problem("database", e.getMessage());
      } else {
        ok("database", "none yet; reclass run creates it in " + setup.home());
      }
    }
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  private void backups() {
    try {
      Optional<Instant> newest = Ledger.newestBackup(setup.backups());
      String when = newest.map(at -> "newest from " + at).orElse("none yet, created every night");
      ok("backups", setup.backups() + ": " + when);
    } catch (IOException e) {
      problem(
          "backups",
          setup.backups()
              + " cannot be read ("
              + FailureText.of(e)
              + "): mount it, or set reclass.backup.path to another folder");
    }
  }

  private void broker() {
    MqttSettings settings;
    try {
      settings = MqttSettings.of(setup.mqtt(), setup.root());
    } catch (IllegalArgumentException e) {
      problem("broker", e.getMessage());
      return;
    }
    if (setup.mqtt().url().isEmpty() && !listens(URI.create(settings.uri()))) {
      ok("broker", "none configured; reclass run starts the built-in one on " + settings.uri());
      return;
    }
    try {
      ok("broker", BrokerCheck.of(settings));
    } catch (IllegalStateException e) {
      problem("broker", String.valueOf(e.getMessage()));
    }
  }

  private static boolean listens(URI uri) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()), TIMEOUT_MS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private void ok(String what, String text) {
    findings.add(new Finding(true, what, text));
  }

  private void problem(String what, String text) {
    findings.add(new Finding(false, what, text));
  }
}
