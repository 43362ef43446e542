package io.musicreclass.setup;

import io.musicreclass.classify.ModelSelection;
import io.musicreclass.classify.PackageCheck;
import io.musicreclass.classify.StageModel;
import io.musicreclass.config.Settings;
import io.musicreclass.decode.Decoder;
import io.musicreclass.engine.Engine;
import io.musicreclass.engine.EngineState;
import io.musicreclass.engine.select.Engines;
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

/** Looks at everything the daemon needs, and changes nothing. */
public final class Diagnostics {
  private static final int PATIENCE_MS = 3000;

  /**
   * One thing that was looked at.
   *
   * @param text how it is; of a problem also the mend
   */
  public record Finding(boolean ok, String what, String text) {}

  private final Settings setup;
  private final List<Finding> findings = new ArrayList<>();

  private Diagnostics(Settings setup) {
    this.setup = setup;
  }

  /** Everything, in the order a song walks. */
  public static List<Finding> of(Settings setup) {
    Diagnostics checkup = new Diagnostics(setup);
    checkup.inbox();
    checkup.decoder();
    checkup.engine();
    checkup.ledger();
    checkup.backups();
    checkup.broker();
    return List.copyOf(checkup.findings);
  }

  private void inbox() {
    Path folder = setup.inboxFolder();
    if (Files.isReadable(folder) && Files.isDirectory(folder)) {
      ok("inbox", folder.toString());
    } else if (Files.exists(folder)) {
      problem("inbox", folder + " is no folder that can be read: set reclass.inbox.path");
    } else {
      ok("inbox", folder + " is not there yet; run makes it");
    }
  }

  private void decoder() {
    try {
      Decoder.warmUp();
      ok("decoder", "FFmpeg decodes");
    } catch (RuntimeException | LinkageError e) {
      problem(
          "decoder",
          "FFmpeg does not load ("
              + e.getMessage()
              + "): is this Linux on x86-64 or"
              + " arm64 with glibc 2.35, and libva2, libva-drm2, libdrm2 on arm64?");
    }
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
    ModelSelection cast = ModelSelection.of(setup);
    for (StageModel role : cast.roles()) {
      List<String> wrong = PackageCheck.wrong(role.model(), engine);
      if (wrong.isEmpty()) {
        ok("stage", role.stage() + ": " + role.model().card().name() + ", " + role.why());
      }
      wrong.forEach(text -> problem("stage", role.stage() + ": " + text));
    }
    cast.problems().forEach(text -> problem("models", text));
    if (cast.roles().isEmpty()) {
      problem("models", "there is no usable model in " + setup.models() + " (reclass train gtzan)");
    }
  }

  private void ledger() {
    try (Ledger ledger = Ledger.read(setup.home())) {
      LedgerStats stats = ledger.views().stats();
      ok(
          "ledger",
          setup.home() + ": " + stats.tracks() + " tracks, " + stats.owed() + " messages owed");
      long start = System.nanoTime();
      if (ledger.upkeep().check(() -> false)) {
        ok("ledger", String.format("all pages are sound (%.1f s)", seconds(start)));
      } else {
        problem("ledger", "it is damaged: restart Reclass, which restores the newest backup");
      }
    } catch (LedgerException e) {
      if (Files.exists(setup.home().resolve("ledger.db"))) {
        problem("ledger", e.getMessage());
      } else {
        ok("ledger", "none yet; run makes it in " + setup.home());
      }
    }
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  private void backups() {
    try {
      Optional<Instant> newest = Ledger.newestBackup(setup.backups());
      String when = newest.map(at -> "the newest is of " + at).orElse("none yet, made every night");
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
      ok("broker", "none configured; run brings one of its own, on " + settings.uri());
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
      socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()), PATIENCE_MS);
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
