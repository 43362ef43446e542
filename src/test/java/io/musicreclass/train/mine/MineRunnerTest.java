package io.musicreclass.train.mine;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.ledger.Ledger;
import io.musicreclass.models.Card;
import io.musicreclass.models.Kind;
import io.musicreclass.models.ModelPackage;
import io.musicreclass.publish.Eventually;
import io.musicreclass.similar.EmbeddedSongs;
import io.musicreclass.testing.TestStages;
import io.musicreclass.track.SongTags;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MineRunnerTest {
  @TempDir private Path folder;
  private TestStages stages;
  private final AtomicInteger adopted = new AtomicInteger();

  @BeforeEach
  void install() throws IOException {
    stages =
        new TestStages(folder).network(Kind.EFFICIENTAT, "mn04", new Card.Encoder(2, "mean", null));
    ModelPackage mn04 = stages.settings().store().find("mn04").orElseThrow();
    try (Ledger ledger = Ledger.open(stages.settings().home())) {
      for (int i = 1; i <= 160; i++) {
        boolean rock = i / 4 % 2 == 0;
        SongTags tags = new SongTags("", "artist " + i / 4, "", "", rock ? "Rock" : "Jazz", null);
        EmbeddedSongs.decide(ledger, i, tags, mn04, rock ? 3 + i % 5 : -3 - i % 7, i % 3);
      }
    }
  }

  private MineRunner runner() {
    return new MineRunner(stages.settings(), adopted::incrementAndGet);
  }

  private static MineRunner.State end(MineRunner runner) {
    Eventually.holds("it ends", () -> !(runner.state() instanceof MineRunner.State.Running));
    return runner.state();
  }

  @Test
  void anAdoptedHeadIsAnnouncedAndItsOutcomeIsKeptForTheNextStart() throws IOException {
    MineRunner.State ended;
    try (MineRunner runner = runner()) {
      assertThat(runner.state()).isEqualTo(new MineRunner.State.Idle());
      assertThat(runner.report()).isEmpty();
      assertThat(runner.start("library")).isTrue();
      ended = end(runner);
      assertThat(ended)
          .isInstanceOfSatisfying(
              MineRunner.State.Ended.class,
              end -> {
                assertThat(end.text()).startsWith("Now the head of mn04: on ");
                assertThat(end.adopted()).isTrue();
                assertThat(end.lines()).anyMatch(line -> line.contains("a re-vote changes "));
              });
      Eventually.holds("it is announced", () -> adopted.get() == 1);
    }
    try (MineRunner next = runner()) {
      assertThat(next.state()).isEqualTo(ended);
      assertThat(next.report().orElseThrow()).content().contains("A head for library");
    }
  }

  @Test
  void whatWasAdoptedStaysAdoptedIfItCannotBeWrittenDown() throws IOException {
    Files.createDirectories(folder.resolve("var/training/outcome.json"));
    try (MineRunner runner = runner()) {
      assertThat(runner.start("library")).isTrue();
      assertThat(end(runner)).isInstanceOf(MineRunner.State.Ended.class);
      Eventually.holds("it is announced", () -> adopted.get() == 1);
      assertThat(runner.state()).isInstanceOf(MineRunner.State.Ended.class);
    }
  }

  @Test
  void onlyOneRunsAtATimeAndACancelledOneChangesNothing() throws IOException {
    try (MineRunner runner = runner()) {
      assertThat(runner.start("library")).isTrue();
      boolean second =
          runner.state() instanceof MineRunner.State.Running && runner.start("library");
      runner.cancel();
      assertThat(second).isFalse();
      assertThat(end(runner))
          .isEqualTo(new MineRunner.State.Interrupted("it was cancelled, and nothing was changed"));
    }
    assertThat(adopted).hasValue(0);
    assertThat(folder.resolve("models/.former-mn04")).doesNotExist();
    try (MineRunner next = runner()) {
      assertThat(next.state()).isEqualTo(new MineRunner.State.Idle());
    }
  }

  @Test
  void oneThatAStopHasEndedIsSaidAfterTheNextStart() throws IOException {
    MineRunner runner = runner();
    assertThat(runner.start("library")).isTrue();
    runner.close();
    assertThat(folder.resolve("var/training/running")).exists();
    assertThat(folder.resolve("models/.trial")).doesNotExist();
    assertThat(runner.start("library")).isFalse();
    try (MineRunner next = runner()) {
      assertThat(next.state())
          .isInstanceOfSatisfying(
              MineRunner.State.Interrupted.class,
              state -> assertThat(state.reason()).contains("stopped while it trained"));
      assertThat(next.start("corrections")).isTrue();
      assertThat(end(next))
          .isInstanceOfSatisfying(
              MineRunner.State.Interrupted.class,
              state -> assertThat(state.reason()).contains("no song for the data set"));
    }
    assertThat(Files.exists(folder.resolve("var/training/running"))).isFalse();
  }
}
