package io.musicreclass.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.ledger.rows.Arrived;
import io.musicreclass.ledger.rows.FileRow;
import io.musicreclass.ledger.rows.FileState;
import io.musicreclass.ledger.rows.Job;
import io.musicreclass.ledger.rows.LedgerStats;
import io.musicreclass.ledger.rows.PendingMessage;
import io.musicreclass.track.ClassifiedTrack.Origin;
import io.musicreclass.track.FailureReason;
import io.musicreclass.track.OutboxMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrashTest {
  private static final int SONGS = 60;
  private static final int COPIES = 6;

  @TempDir Path home;
  @TempDir Path inbox;

  private Set<String> expectedMessages() throws IOException {
    Set<String> messages = new HashSet<>();
    for (int i = 0; i < SONGS; i++) {
      Files.writeString(inbox.resolve(String.format("%03d.mp3", i)), "" + i);
      messages.add("result " + Songs.id(i));
    }
    for (int i = 0; i < COPIES; i++) {
      Path copy = inbox.resolve(String.format("%03d copy.mp3", i * 10));
      Files.writeString(copy, "" + i * 10);
    }
    return messages;
  }

  private void assertEveryFileHasOneEndAndOneLetter(Set<String> results) {
    try (Ledger ledger = Ledger.open(home)) {
      LedgerStats stats = ledger.views().stats();
      assertThat(stats.tracks()).isEqualTo(SONGS);
      assertThat(stats.files(FileState.DONE)).isEqualTo(SONGS);
      assertThat(stats.files(FileState.DUPLICATE)).isEqualTo(COPIES);
      assertThat(ledger.views().waiting(Integer.MAX_VALUE)).isZero();
      List<String> messages =
          ledger.outbox().pending("mqtt", 0, 1000).stream()
              .map(PendingMessage::message)
              .map(OutboxMessage::payload)
              .toList();
      assertThat(messages).doesNotHaveDuplicates().hasSize(SONGS + COPIES).containsAll(results);
    }
  }

  @Test
  void haltedBetweenAnyTwoStepsEveryFileHasOneVerdictAndOneLetter() throws Exception {
    Set<String> results = expectedMessages();
    Random random = new Random(1);
    for (int crash = 0; crash < 4; crash++) {
      Child.run(home, "work", inbox.toString(), "" + (1 + random.nextInt(40)));
    }
    assertThat(Child.run(home, "work", inbox.toString(), "0")).isEqualTo("working\n");
    assertEveryFileHasOneEndAndOneLetter(results);
  }

  @Test
  void killedAtAnyMomentEveryFileHasOneVerdictAndOneLetter() throws Exception {
    Set<String> results = expectedMessages();
    Random random = new Random(2);
    for (int crash = 0; crash < 4; crash++) {
      Process process = Child.start(home, "work", inbox.toString(), "0");
      process.getInputStream().read();
      Thread.sleep(random.nextInt(40));
      process.destroyForcibly().waitFor();
    }
    assertThat(Child.run(home, "work", inbox.toString(), "0")).isEqualTo("working\n");
    assertEveryFileHasOneEndAndOneLetter(results);
  }

  @Test
  void aFileThatStopsTheProgramThreeTimesIsHandedOutAsPoison() throws Exception {
    Files.writeString(inbox.resolve("poison.mp3"), "1");
    for (int crash = 0; crash < 3; crash++) {
      Child.run(home, "work", inbox.toString(), "1");
    }
    try (Ledger ledger = Ledger.open(home)) {
      assertThat(ledger.queue().claim()).isEmpty();
      Job poison = ledger.queue().poisoned().get(0);
      assertThat(poison.path()).isEqualTo(inbox.resolve("poison.mp3"));
      ledger
          .completion()
          .fail(
              poison,
              FailureReason.poison(FailureReason.Harm.CRASH, "decoding it"),
              Songs.messages("1"));
      assertThat(ledger.queue().arrive(poison.file(), Origin.INBOX)).isEqualTo(Arrived.KNOWN);
      FileRow row = ledger.views().file(poison.path()).orElseThrow();
      assertThat(row.failure().reason())
          .isEqualTo("the program crashed while decoding it, twice with no other song in progress");
    }
  }
}
