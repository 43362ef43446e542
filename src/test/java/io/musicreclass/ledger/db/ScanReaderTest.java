package io.musicreclass.ledger.db;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.ledger.Ledger;
import io.musicreclass.ledger.Songs;
import io.musicreclass.ledger.rows.FileState;
import io.musicreclass.ledger.rows.HistoryFilter;
import io.musicreclass.track.ClassifiedTrack.Origin;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScanReaderTest {
  @TempDir Path home;
  private final AtomicLong now = new AtomicLong();
  private int asked;

  private int ask(ScanReader scans, Duration takes) {
    return scans.get(
        "question",
        session -> {
          now.addAndGet(takes.toNanos());
          return ++asked;
        });
  }

  @Test
  void whatTakesLongIsAskedForATwentiethOfTheTime() {
    Ledger.open(home).close();
    try (ScanReader scans = new ScanReader(Songs.writer(home), now::get)) {
      assertThat(ask(scans, Duration.ofSeconds(1))).isEqualTo(1);
      now.addAndGet(Duration.ofSeconds(19).toNanos());
      assertThat(ask(scans, Duration.ofSeconds(1))).isEqualTo(1);
      now.addAndGet(Duration.ofSeconds(2).toNanos());
      assertThat(ask(scans, Duration.ofSeconds(1))).isEqualTo(2);
    }
  }

  @Test
  void whatIsQuickIsAskedEachTime() {
    Ledger.open(home).close();
    try (ScanReader scans = new ScanReader(Songs.writer(home), now::get)) {
      assertThat(ask(scans, Duration.ofMillis(1))).isEqualTo(1);
      assertThat(ask(scans, Duration.ofMillis(1))).isEqualTo(2);
    }
  }

  @Test
  void noOtherQuestionWaitsForALookAtEveryRow() throws InterruptedException {
    try (Ledger ledger = Ledger.open(home);
        ScanReader scans = new ScanReader(Songs.writer(home), System::nanoTime)) {
      ledger.queue().arrive(Songs.file("a.mp3"), Origin.INBOX);
      CountDownLatch begun = new CountDownLatch(1);
      CountDownLatch end = new CountDownLatch(1);
      Thread scan = new Thread(() -> scans.get("slow", session -> slowly(session, begun, end)));
      scan.start();
      begun.await();
      assertThat(ledger.views().stats().files(FileState.QUEUED)).isEqualTo(1);
      assertThat(ledger.views().history(HistoryFilter.ALL, Long.MAX_VALUE, 10)).hasSize(1);
      end.countDown();
      scan.join();
    }
  }

  private static int slowly(SqlSession session, CountDownLatch begun, CountDownLatch end) {
    return session.exclusively(
        () -> {
          begun.countDown();
          try {
            end.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return session.count("SELECT count(*) FROM files");
        });
  }
}
