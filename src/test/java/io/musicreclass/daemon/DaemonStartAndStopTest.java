package io.musicreclass.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.musicreclass.engine.Engine;
import io.musicreclass.engine.EngineState;
import io.musicreclass.engine.Network;
import io.musicreclass.ledger.Ledger;
import io.musicreclass.ledger.db.LedgerException;
import io.musicreclass.models.ModelPackage;
import io.musicreclass.options.RuntimeOption;
import io.musicreclass.publish.Eventually;
import io.musicreclass.testing.ScriptedEngine;
import io.musicreclass.testing.TestStages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The start and stop of a whole daemon with a scripted engine and without a broker. */
class DaemonStartAndStopTest {
  @TempDir private Path folder;
  private final List<String> closed = new CopyOnWriteArrayList<>();
  private TestStages testStages;

  @BeforeEach
  void configure() throws IOException {
    testStages =
        new TestStages(folder)
            .features("fma", "one", TestStages.GENRES)
            .set("reclass.mqtt.url", "mqtt://127.0.0.1:9")
            .set("reclass.inbox.settle", "100ms");
  }

  private Daemon start() {
    return start(ClosingEngine::new);
  }

  private Daemon start(Supplier<Engine> engines) {
    return new Daemon(testStages.settings(), "1.0", Optional.empty(), engines, () -> {});
  }

  /** Records when it is closed, and whether the ledger is still in use then. */
  private final class ClosingEngine implements Engine {
    private final ScriptedEngine engine = new ScriptedEngine().answers("one", 0.9, 0.1);

    @Override
    public String kind() {
      return engine.kind();
    }

    @Override
    public String version() {
      return engine.version();
    }

    @Override
    public EngineState state() {
      return engine.state();
    }

    @Override
    public Network load(Path onnx) {
      return engine.load(onnx);
    }

    @Override
    public Network head(ModelPackage model) {
      return engine.head(model);
    }

    @Override
    public void close() {
      closed.add(isLedgerLocked() ? "engine before ledger" : "engine after ledger");
    }
  }

  private boolean isLedgerLocked() {
    try {
      Ledger.open(testStages.settings().home()).close();
      return false;
    } catch (LedgerException e) {
      return true;
    }
  }

  @Test
  void theStartInTheBackgroundEndsWithTheInboxBeingWatched() throws IOException {
    Files.createDirectories(testStages.settings().inboxFolder());
    try (Daemon daemon = start()) {
      Eventually.holds("the inbox is watched", daemon::ready);
      assertThat(daemon.stages()).containsExactly("fma");
    }
  }

  @Test
  void aSongIsClassifiedAfterTheStartAndNotAgainAfterTheNextOne() throws IOException {
    Path inbox = Files.createDirectories(testStages.settings().inboxFolder());
    Files.move(testStages.song(1), inbox.resolve("song.wav"));
    try (Daemon daemon = start()) {
      Eventually.holds("the song is classified", () -> daemon.stats().done() == 1);
    }
    try (Daemon daemon = start()) {
      Eventually.holds("the inbox is watched", daemon::ready);
      assertThat(daemon.stats().done()).isEqualTo(1);
      assertThat(daemon.stats().queued()).isZero();
    }
  }

  @Test
  void aStopClosesTheEngineBeforeTheLedgerAndBothOnce() {
    Daemon daemon = start();
    assertThat(isLedgerLocked()).isTrue();
    daemon.close();
    daemon.close();
    assertThat(closed).containsExactly("engine before ledger");
    assertThat(isLedgerLocked()).isFalse();
  }

  @Test
  void aStartWithoutAnEngineFailsAndReleasesTheLedger() {
    assertThatThrownBy(
            () ->
                start(
                    () -> {
                      throw new IllegalStateException("no engine");
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no engine");
    assertThat(isLedgerLocked()).isFalse();
  }

  @Test
  void aStartWithInvalidSettingsFailsAndClosesTheEngine() {
    var unused = testStages.set("reclass.mqtt.url", "ftp://127.0.0.1");
    assertThatThrownBy(this::start).isInstanceOf(IllegalArgumentException.class);
    assertThat(closed).containsExactly("engine before ledger");
    assertThat(isLedgerLocked()).isFalse();
  }

  @Test
  void aSecondDaemonOnTheSameLedgerIsRefused() {
    try (Daemon daemon = start()) {
      assertThatThrownBy(this::start).isInstanceOf(LedgerException.class);
      assertThat(daemon.stages()).containsExactly("fma");
    }
  }

  @Test
  void aPauseSurvivesARestartAndSongsWaitForItsEnd() throws IOException {
    Path inbox = Files.createDirectories(testStages.settings().inboxFolder());
    try (Daemon daemon = start()) {
      assertThat(daemon.runtimeOptions().set(RuntimeOption.PAUSE, "ON")).isTrue();
    }
    Files.move(testStages.song(1), inbox.resolve("song.wav"));
    try (Daemon daemon = start()) {
      Eventually.holds("the song is queued", () -> daemon.stats().queued() == 1);
      assertThat(daemon.stats().done()).isZero();
      assertThat(daemon.runtimeOptions().set(RuntimeOption.PAUSE, "OFF")).isTrue();
      Eventually.holds("the song is classified", () -> daemon.stats().done() == 1);
    }
  }
}
