package io.musicreclass.revote;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.classify.StageRunner;
import io.musicreclass.daemon.VoteFixture;
import io.musicreclass.ledger.Ledger;
import io.musicreclass.publish.Eventually;
import io.musicreclass.track.OutboxMessage;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RevoteRunnerTest {
  private static final int SONGS = 1_200; // three pages

  @TempDir private Path folder;
  private VoteFixture fixture;
  private Ledger ledger;
  private StageRunner stageRunner;
  private Runnable atEachPage = () -> {};
  private RevoteRunner revoteRunner;

  @BeforeEach
  void open() throws IOException {
    fixture = new VoteFixture(folder);
    fixture.storeSongs(SONGS, true);
    var unused = fixture.set("reclass.vote.thresholds", "0.7,0.8").set("reclass.vote.sure", "0.7");
    ledger = Ledger.open(fixture.home());
    stageRunner = fixture.stageRunner();
    revoteRunner =
        new RevoteRunner(ledger, VoteFixture.revote(ledger, stageRunner), () -> atEachPage.run());
  }

  @AfterEach
  void close() {
    revoteRunner.close();
    stageRunner.close();
    ledger.close();
  }

  private void awaitEnd() {
    Eventually.holds(
        "it ends", () -> !(revoteRunner.state() instanceof RevoteRunner.State.Running));
  }

  private List<String> batches() {
    return VoteFixture.messages(ledger, "event").stream().map(OutboxMessage::payload).toList();
  }

  /** Changes the database as another program would. */
  private void sql(String statement) throws SQLException {
    String url = "jdbc:sqlite:" + fixture.home().resolve("ledger.db");
    try (Connection connection = DriverManager.getConnection(url);
        Statement sql = connection.createStatement()) {
      sql.execute("PRAGMA busy_timeout = 5000");
      sql.execute(statement);
    }
  }

  @Test
  void aSecondRevoteIsRefusedUntilTheFirstHasEnded() throws InterruptedException {
    assertThat(revoteRunner.state()).isEqualTo(new RevoteRunner.State.Idle());
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch mayContinue = new CountDownLatch(1);
    atEachPage =
        () -> {
          begun.countDown();
          try {
            mayContinue.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        };
    assertThat(revoteRunner.start()).isTrue();
    begun.await();
    assertThat(revoteRunner.start()).isFalse();
    assertThat(revoteRunner.state()).isEqualTo(new RevoteRunner.State.Running(0, SONGS));
    mayContinue.countDown();
    awaitEnd();
    assertThat(revoteRunner.state()).isInstanceOf(RevoteRunner.State.Ended.class);
    assertThat(batches()).hasSize(1);
    assertThat(revoteRunner.start()).isTrue();
    awaitEnd();
  }

  @Test
  void aFailedRevotePublishesItsChangesAndAnotherCompletesIt() throws SQLException {
    sql("CREATE TABLE sound AS SELECT genres FROM verdicts WHERE track = 700");
    sql("UPDATE verdicts SET genres = '{' WHERE track = 700"); // on the second page
    assertThat(revoteRunner.start()).isTrue();
    awaitEnd();
    assertThat(revoteRunner.state())
        .isInstanceOfSatisfying(
            RevoteRunner.State.Interrupted.class,
            interrupted ->
                assertThat(interrupted.reason()).contains("The ledger", "start it again"));
    assertThat(batches()).singleElement().asString().contains("batch_done", "\"done\":500,");
    int published = VoteFixture.messages(ledger, "result").size();
    assertThat(published).isPositive();

    sql("UPDATE verdicts SET genres = (SELECT genres FROM sound) WHERE track = 700");
    assertThat(revoteRunner.start()).isTrue();
    awaitEnd();
    assertThat(revoteRunner.state()).isInstanceOf(RevoteRunner.State.Ended.class);
    assertThat(batches()).hasSize(2).last().asString().contains("\"done\":1200,");
    List<OutboxMessage> results = VoteFixture.messages(ledger, "result");
    assertThat(results).hasSizeGreaterThan(published).doesNotHaveDuplicates();
  }

  @Test
  void anErrorInterruptsARevoteAndAnotherCanStart() {
    AtomicInteger pages = new AtomicInteger();
    atEachPage =
        () -> {
          if (pages.incrementAndGet() == 2) {
            throw new OutOfMemoryError("Java heap space");
          }
        };
    assertThat(revoteRunner.start()).isTrue();
    awaitEnd();
    assertThat(revoteRunner.state())
        .isInstanceOfSatisfying(
            RevoteRunner.State.Interrupted.class,
            interrupted -> assertThat(interrupted.reason()).contains("memory", "start it again"));
    assertThat(revoteRunner.start()).isTrue();
    awaitEnd();
    assertThat(revoteRunner.state()).isInstanceOf(RevoteRunner.State.Ended.class);
  }

  @Test
  void aRevoteStoppedBetweenPagesPublishesItsChanges() {
    atEachPage = new StopsAtTheSecondPage();
    assertThat(revoteRunner.start()).isTrue();
    awaitEnd();
    assertThat(revoteRunner.state())
        .isInstanceOfSatisfying(
            RevoteRunner.State.Interrupted.class,
            interrupted -> assertThat(interrupted.reason()).contains("start it again"));
    assertThat(batches()).singleElement().asString().contains("\"done\":500,");
    assertThat(revoteRunner.start()).as("once closed").isFalse();
  }

  /** Closes the runner at the second page, as a stopping daemon does. */
  private final class StopsAtTheSecondPage implements Runnable {
    private boolean second;

    @Override
    public void run() {
      if (second) {
        Thread closer = new Thread(revoteRunner::close);
        closer.start();
        Eventually.holds("it is closing", () -> waits(closer));
      }
      second = true;
    }

    private boolean waits(Thread closer) {
      return closer.getState() == Thread.State.WAITING;
    }
  }
}
