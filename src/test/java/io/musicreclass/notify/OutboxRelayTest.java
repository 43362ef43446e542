package io.musicreclass.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.ledger.Ledger;
import io.musicreclass.problems.Problems;
import io.musicreclass.testing.ManualClock;
import io.musicreclass.track.OutboxMessage;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A relay with rounds, clock and receiver controlled by the test. */
@Timeout(60)
class OutboxRelayTest {
  @TempDir private Path home;
  private final ManualClock clock = new ManualClock();
  private final Problems problems = new Problems();
  private final ScriptedSink sink = new ScriptedSink("a", 3);
  private Ledger ledger;
  private OutboxRelay relay;

  @BeforeEach
  void open() {
    ledger = Ledger.open(home);
    relay = relay(sink);
  }

  @AfterEach
  void close() {
    relay.close();
    ledger.close();
  }

  private OutboxRelay relay(Sink to) {
    return new OutboxRelay(ledger.outbox(), to, problems, clock);
  }

  private void post(String to, String... payloads) throws SQLException {
    try (Connection db = DriverManager.getConnection("jdbc:sqlite:" + home.resolve("ledger.db"));
        PreparedStatement insert =
            db.prepareStatement(
                "INSERT INTO outbox (sink, topic, payload, retained) VALUES (?, 't', ?, 0)")) {
      for (String payload : payloads) {
        insert.setString(1, to);
        insert.setString(2, payload);
        insert.executeUpdate();
      }
    }
  }

  private void sql(String statement) throws SQLException {
    try (Connection db = DriverManager.getConnection("jdbc:sqlite:" + home.resolve("ledger.db"));
        Statement sql = db.createStatement()) {
      sql.executeUpdate(statement);
    }
  }

  private List<String> pending(String of) {
    return ledger.outbox().pending(of, 0, 100).stream()
        .map(pending -> pending.message().payload())
        .toList();
  }

  private void advance(int seconds) {
    clock.now = clock.now.plus(Duration.ofSeconds(seconds));
  }

  @Test
  void messagesAreSentInOrderAndNoMoreThanTheLimitIsInFlight() throws Exception {
    post("a", "1", "2", "3", "4", "5");
    relay.round();
    assertThat(sink.sent).containsExactly("1", "2", "3");
    relay.round();
    assertThat(sink.sent).hasSize(3);
    sink.acknowledge(1);
    relay.round();
    assertThat(sink.sent).containsExactly("1", "2", "3", "4");
    assertThat(pending("a")).containsExactly("1", "3", "4", "5");
    sink.acknowledge(0);
    sink.acknowledge(2);
    sink.acknowledge(3);
    relay.round();
    sink.acknowledge(4);
    relay.round();
    assertThat(sink.sent).containsExactly("1", "2", "3", "4", "5");
    assertThat(pending("a")).isEmpty();
  }

  @Test
  void afterAFailureItStartsAgainAtTheOldestOnceNothingIsInFlightAndTheDelayHasPassed()
      throws Exception {
    post("a", "1", "2", "3", "4");
    relay.round();
    sink.fail(0);
    relay.round();
    advance(60);
    sink.acknowledge(1);
    relay.round();
    assertThat(sink.sent).as("one is still in flight").hasSize(3);
    sink.fail(2);
    relay.round();
    advance(9);
    relay.round();
    assertThat(sink.sent).as("the delay has not passed").hasSize(3);
    advance(1);
    relay.round();
    assertThat(sink.sent.subList(3, 6)).containsExactly("1", "3", "4");
  }

  @Test
  void theDelayGrowsWithEachFailureAndIsResetByAnAcknowledgement() throws Exception {
    post("a", "1");
    relay.round();
    sink.fail(0);
    relay.round();
    advance(10);
    relay.round();
    sink.fail(1);
    relay.round();
    assertThat(problems.current()).singleElement().asString().contains("(a)", "no route");
    advance(19);
    relay.round();
    assertThat(sink.sent).hasSize(2);
    advance(1);
    relay.round();
    sink.acknowledge(2);
    relay.round();
    assertThat(problems.current()).isEmpty();
    post("a", "2");
    relay.round();
    sink.fail(3);
    relay.round();
    advance(10);
    relay.round();
    assertThat(sink.sent).hasSize(5);
  }

  @Test
  void aRefusedMessageIsRemovedWithItsReasonAndNotSentAgain() throws Exception {
    post("a", "1", "2");
    relay.round();
    sink.answer(0)
        .completeExceptionally(new CompletionException(new MessageRefusedException("too long")));
    sink.acknowledge(1);
    relay.round();
    relay.round();
    assertThat(sink.sent).hasSize(2);
    assertThat(pending("a")).isEmpty();
    assertThat(ledger.outbox().refusals(10)).containsExactly("too long");
  }

  @Test
  void nothingIsSentWhileTheSinkIsNotAvailable() throws Exception {
    post("a", "1");
    sink.available = false;
    relay.round();
    assertThat(sink.sent).isEmpty();
    sink.available = true;
    relay.round();
    assertThat(sink.sent).containsExactly("1");
  }

  @Test
  void anAcknowledgementThatCannotBeStoredIsStoredLaterAndTheMessageIsNotSentAgain()
      throws Exception {
    post("a", "1");
    relay.round();
    sql("CREATE TRIGGER keep BEFORE DELETE ON outbox BEGIN SELECT RAISE(ABORT, 'no'); END");
    sink.acknowledge(0);
    assertThat(relay.round()).isFalse();
    assertThat(relay.round()).isFalse();
    assertThat(problems.current()).singleElement().asString().contains("(a)");
    sql("DROP TRIGGER keep");
    assertThat(relay.round()).isTrue();
    assertThat(problems.current()).isEmpty();
    assertThat(sink.sent).hasSize(1);
    assertThat(pending("a")).isEmpty();
  }

  @Test
  void aSinkThatThrowsIsRetried() throws Exception {
    post("b", "1");
    OutboxRelay throwing =
        relay(
            new Sink() {
              @Override
              public String name() {
                return "b";
              }

              @Override
              public List<OutboxMessage> messages(Event event) {
                return List.of();
              }

              @Override
              public CompletableFuture<Void> send(OutboxMessage message) {
                throw new IllegalStateException("bad address");
              }
            });
    throwing.round();
    assertThat(throwing.round()).isTrue();
    assertThat(pending("b")).containsExactly("1");
  }

  @Test
  void twoSinksDoNotWaitForEachOther() throws Exception {
    ScriptedSink other = new ScriptedSink("b", 1);
    OutboxRelay second = relay(other);
    post("a", "a1", "a2");
    post("b", "b1", "b2");
    relay.round(); // the first sink gets no acknowledgement
    second.round();
    other.acknowledge(0);
    second.round();
    other.acknowledge(1);
    second.round();
    assertThat(other.sent).containsExactly("b1", "b2");
    assertThat(pending("b")).isEmpty();
    assertThat(sink.sent).containsExactly("a1", "a2");
    assertThat(pending("a")).containsExactly("a1", "a2");
  }

  @Test
  void stoppedWhileSendingItRemovesAcknowledgedMessagesAndLeavesTheRestForTheNextStart()
      throws Exception {
    post("a", "1", "2", "3", "4");
    relay.start();
    relay.wake();
    assertThat(sink.answer(2)).as("the third in flight").isNotDone();
    sink.acknowledge(0);
    relay.close();
    assertThat(pending("a")).doesNotContain("1").contains("2", "3", "4");
    sink.acknowledge(1); // too late
    assertThat(pending("a")).contains("2", "3", "4");
    ScriptedSink next = new ScriptedSink("a", 3);
    relay(next).round();
    assertThat(next.sent).containsExactly("2", "3", "4");
  }

  @Test
  void messagesOfASinkThatIsNoLongerConfiguredAreDroppedAtStart() throws Exception {
    post("a", "1");
    post("gone", "2", "3");
    try (OutboxRelays relays = new OutboxRelays(ledger, List.of(sink), problems, clock)) {
      relays.start();
      relays.wake();
      assertThat(sink.answer(0)).isNotDone();
    }
    assertThat(ledger.outbox().sinks()).containsExactly("a");
    assertThat(pending("a")).containsExactly("1");
  }
}
