package io.musicreclass.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A library on a share whose every file operation takes twelve seconds. */
class SlowShareIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int SONGS = 3;
  private static final Duration DELAY = Duration.ofSeconds(12);
  private static final List<String> PAGES =
      List.of("/api/health", "/api/library", "/q/health/ready", "/q/metrics", "/api/problems", "/");

  @TempDir private Path folder;

  @Test
  void neitherTheInboxNorThePageNorHealthWaitsForTheShare() throws Exception {
    Path music = Files.createDirectory(folder.resolve("music"));
    List<Path> slow = new ArrayList<>(List.of(music));
    for (int i = 0; i < SONGS; i++) {
      Path song = Songs.write(music.resolve(i + ".wav"), i, 4);
      Files.setLastModifiedTime(song, FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));
      slow.add(song);
    }
    assumeTraceable();
    try (Reclass reclass =
        Reclass.in(folder)
            .set("RECLASS_ENGINE_THREADS", "1")
            .set("RECLASS_LIBRARY_PATHS", music.toString())) {
      // First the songs are classified while the share still works.
      reclass.set("RECLASS_INBOX_SETTLE", "200ms").start();
      reclass.await("all are known", () -> known(reclass) == SONGS);
      reclass.await("all are classified", () -> done(reclass) == SONGS);
      Songs.write(reclass.inbox().resolve("quick.wav"), 100, 4);
      Duration usual = timeToVerdict(reclass, "quick.wav", System.nanoTime());
      reclass.stop();

      reclass.delayed(slow, DELAY, folder.resolve("trace")).start();
      Songs.write(reclass.inbox().resolve("song.wav"), 101, 4);
      long dropped = System.nanoTime();
      CompletableFuture<Duration> verdict =
          CompletableFuture.supplyAsync(() -> timeToVerdict(reclass, "song.wav", dropped));
      Duration longest = Duration.ZERO;
      for (int round = 0; round < 10; round++) {
        for (String page : PAGES) {
          long sent = System.nanoTime();
          assertThat(reclass.get(page)).as(page).isNotEmpty();
          Duration answered = Duration.ofNanos(System.nanoTime() - sent);
          longest = answered.compareTo(longest) > 0 ? answered : longest;
        }
      }
      Duration took = verdict.join();
      System.out.printf(
          "a share of %d s: longest answer %d ms, a song %d ms, usually %d ms%n",
          DELAY.toSeconds(), longest.toMillis(), took.toMillis(), usual.toMillis());
      // Half of one operation on the share; tracing and other tests take some time, too.
      assertThat(longest).isLessThan(DELAY.dividedBy(2));
      assertThat(took).isLessThan(usual.plus(DELAY.dividedBy(2)));
      reclass.await(
          "the share is a problem",
          () -> reclass.get("/api/problems").contains("does not respond"));
      long stop = System.nanoTime();
      reclass.stop();
      assertThat(Duration.ofNanos(System.nanoTime() - stop)).isLessThan(Duration.ofSeconds(15));
    }
  }

  private static Duration timeToVerdict(Reclass reclass, String name, long since) {
    reclass.await(
        name + " is classified",
        () -> reclass.get("/api/tracks?state=done&q=" + name).contains(name));
    return Duration.ofNanos(System.nanoTime() - since);
  }

  private static int known(Reclass reclass) {
    return library(reclass).path("known").asInt();
  }

  private static int done(Reclass reclass) {
    return library(reclass).path("done").asInt();
  }

  private static JsonNode library(Reclass reclass) {
    try {
      return JSON.readTree(reclass.get("/api/library")).at("/folders/0");
    } catch (IOException e) {
      return JSON.createObjectNode();
    }
  }

  private static void assumeTraceable() throws Exception {
    boolean traceable = false;
    try {
      Process probe = new ProcessBuilder("strace", "-f", "-qq", "--seccomp-bpf", "true").start();
      traceable = probe.waitFor(10, TimeUnit.SECONDS) && probe.exitValue() == 0;
    } catch (IOException notInstalled) {
      // reported below
    }
    Assumptions.assumeTrue(traceable, "SKIPPED: strace cannot trace here");
  }
}
