package io.musicreclass.daemon;

import io.musicreclass.publish.Eventually;
import io.musicreclass.testing.ScriptedEngine;
import io.musicreclass.testing.TestStages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A daemon with two threads and two songs in its inbox. */
class OverlapTest {
  @TempDir private Path folder;
  private final ScriptedEngine engine = new ScriptedEngine().answers("one", 0.9, 0.1);

  private Daemon daemonWithTwoSongs() throws IOException {
    TestStages testStages =
        new TestStages(folder)
            .encoder("mert", "one", TestStages.GENRES)
            .set("reclass.engine.threads", "2")
            .set("reclass.mqtt.url", "mqtt://127.0.0.1:9")
            .set("reclass.inbox.settle", "100ms");
    Path inbox = Files.createDirectories(testStages.settings().inboxFolder());
    Files.move(testStages.song(1), inbox.resolve("1.wav"));
    Files.move(testStages.song(2), inbox.resolve("2.wav"));
    return new Daemon(testStages.settings(), "1.0", Optional.empty(), () -> engine, () -> {});
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(1, TimeUnit.MINUTES)) {
        throw new IllegalStateException("nothing happened within a minute");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void theNextSongIsDecodedAndPreparedWhileTheNetworkRunsOnThisOne() throws IOException {
    CountDownLatch bothAreInTheNetwork = new CountDownLatch(2);
    engine.onRun(
        "one",
        () -> {
          bothAreInTheNetwork.countDown();
          await(bothAreInTheNetwork); // fails if one waits for the verdict of the other
        });
    try (Daemon daemon = daemonWithTwoSongs()) {
      Eventually.holds("both songs have their verdict", () -> daemon.stats().done() == 2);
    }
  }

  @Test
  void whileTheNetworkHangsOnOneSongTheOtherGetsItsVerdict() throws IOException {
    CountDownLatch first = new CountDownLatch(1);
    CountDownLatch released = new CountDownLatch(1);
    engine.onRun(
        "one",
        () -> {
          if (first.getCount() > 0) {
            first.countDown();
            await(released);
          }
        });
    try (Daemon daemon = daemonWithTwoSongs()) {
      Eventually.holds("one song has its verdict", () -> daemon.stats().done() == 1);
      released.countDown();
      Eventually.holds("both songs have their verdict", () -> daemon.stats().done() == 2);
    }
  }
}
