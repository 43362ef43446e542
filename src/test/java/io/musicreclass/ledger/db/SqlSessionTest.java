package io.musicreclass.ledger.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two connections to one database. */
@Timeout(60)
class SqlSessionTest {
  private static final String INSERT = "INSERT INTO batches (origin) VALUES (?)";
  private static final String COUNT = "SELECT count(*) FROM batches";

  @TempDir Path home;

  /** Even a reader holds the write lock for a moment if it meets a WAL header being written. */
  @Test
  void aTransactionThatReadsFirstWaitsForTheWriteLock() throws Exception {
    try (SqlSession session = RawSession.writer(home);
        SqlSession other = RawSession.writer(home)) {
      CountDownLatch locked = new CountDownLatch(1);
      CompletableFuture<Void> holder =
          CompletableFuture.runAsync(
              () ->
                  other.run(
                      () -> {
                        other.update(INSERT, "retry");
                        locked.countDown();
                        pause();
                      }));
      assertThat(locked.await(30, TimeUnit.SECONDS)).isTrue();
      int before =
          session.transaction(
              () -> {
                int count = session.count(COUNT);
                session.update(INSERT, "revote");
                return count;
              });
      holder.join();
      assertThat(before).as("it began after the other one had ended").isEqualTo(1);
      assertThat(session.count(COUNT)).isEqualTo(2);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(200);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
