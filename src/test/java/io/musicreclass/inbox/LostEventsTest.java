package io.musicreclass.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.musicreclass.config.InboxConfig.Watch;
import io.musicreclass.problems.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LostEventsTest {
  private static final Path QUEUE = Path.of("/proc/sys/fs/inotify/max_queued_events");

  @TempDir Path folder;

  /** A real event source that can be made to fail. */
  private static final class Flaky implements EventSource {
    final AtomicInteger overflows = new AtomicInteger();
    final AtomicBoolean deaf = new AtomicBoolean();
    volatile int limit;
    private final EventSource real;
    private final Set<Path> folders = new HashSet<>();

    Flaky(Path folder, int limit) throws IOException {
      this.limit = limit;
      this.real = new InotifyWatches(folder);
    }

    @Override
    public List<WatchEvent> await(Duration atMost) {
      List<WatchEvent> events = real.await(atMost);
      if (deaf.get() && !events.isEmpty()) {
        deaf.set(false);
        return List.of(new WatchEvent.RescanNeeded());
      }
      events.stream()
          .filter(WatchEvent.RescanNeeded.class::isInstance)
          .forEach(e -> overflows.incrementAndGet());
      return events;
    }

    @Override
    public void watch(Path folder) throws IOException {
      if (!folders.contains(folder) && folders.size() >= limit) {
        throw new Exhausted("raise sysctl");
      }
      folders.add(folder);
      real.watch(folder);
    }

    @Override
    public void retainWatches(Path top, Set<Path> folders) {
      real.retainWatches(top, folders);
    }

    @Override
    public void wake() {}

    @Override
    public void close() {
      real.close();
    }
  }

  @Test
  void afterLostEventsEverythingIsScannedAndOnlyNewFilesAreReported() throws IOException {
    Path known = Files.writeString(folder.resolve("known.mp3"), "la");
    Flaky flaky = new Flaky(folder, 100);
    try (Watched watched = Watched.by(f -> flaky, folder)) {
      watched.collector.await(known);
      flaky.deaf.set(true);
      Path album = Files.createDirectories(folder.resolve("album"));
      Path song = Files.writeString(album.resolve("1.mp3"), "la");
      watched.collector.await(song);
      watched.collector.await(Files.writeString(album.resolve("2.mp3"), "la"));
      assertThat(watched.collector.of(known)).hasSize(1);
    }
  }

  @Test
  void aQueueThatReallyOverflowsLosesNoSong() throws IOException {
    assumeTrue(Files.isReadable(QUEUE), "no inotify here");
    int queue = Integer.parseInt(Files.readAllLines(QUEUE).get(0));
    assumeTrue(queue <= 50_000, "the queue is too long for a test");
    Flaky flaky = new Flaky(folder, 100);
    Collector collector = new Collector();
    CountDownLatch busy = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    try (Inbox inbox =
        new Inbox(
            folder,
            Watch.INOTIFY,
            Watched.SETTLE,
            song -> {
              busy.countDown();
              try {
                go.await();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
              collector.accept(song);
            },
            Watched.sources(f -> flaky),
            Path.of("/proc/self/mountinfo"),
            new Problems())) {
      Path first = Files.writeString(folder.resolve("first.mp3"), "la");
      inbox.start();
      busy.await();
      for (int i = 0; i < queue / 2; i++) {
        Path brief = Files.createFile(folder.resolve("brief.mp3"));
        Files.delete(brief);
      }
      Path album = Files.createDirectories(folder.resolve("album"));
      Path last = Files.writeString(album.resolve("last.mp3"), "la");
      go.countDown();
      collector.await(first);
      collector.await(last);
      assertThat(flaky.overflows).hasPositiveValue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void withoutAnyWatchItIsPolledAndNamesTheRemedy() throws IOException {
    Path album = Files.createDirectory(folder.resolve("album"));
    try (Watched watched = Watched.by(f -> new Flaky(f, 0), folder)) {
      watched.collector.await(Files.writeString(album.resolve("1.mp3"), "la"));
      assertThat(watched.state().how()).isEqualTo("poll");
      assertThat(watched.state().note()).contains("raise sysctl");
    }
  }

  @Test
  void whenWatchesRunOutTheWatchedStayWatchedAndTheRestIsPolled() throws IOException {
    Path known = Files.writeString(folder.resolve("known.mp3"), "la");
    Path before = Files.createDirectory(folder.resolve("before"));
    Flaky flaky = new Flaky(folder, 2);
    try (Watched watched = Watched.by(f -> flaky, folder)) {
      watched.collector.await(known);
      assertThat(watched.state().note()).isEmpty();
      Path late = Files.createDirectories(folder.resolve("late/deep"));
      watched.collector.await(Files.writeString(late.resolve("1.mp3"), "la"));
      watched.collector.await(Files.writeString(late.resolve("2.mp3"), "la"));
      watched.collector.await(Files.writeString(before.resolve("3.mp3"), "la"));
      assertThat(watched.state().how()).isEqualTo("inotify");
      assertThat(watched.state().note()).contains("raise sysctl", "2 folders");
      assertThat(watched.problems.current()).singleElement().asString().contains("raise sysctl");
      assertThat(watched.collector.of(known)).hasSize(1);

      flaky.limit = 100;
      Collector.until(() -> watched.state().note().isEmpty(), "all are watched again");
      Collector.until(() -> watched.problems.current().isEmpty(), "no problem is left");
    }
  }

  @Test
  void withoutJnaTheFolderIsPolled() throws IOException {
    Watched.Inotify broken =
        f -> {
          throw new UnsatisfiedLinkError("no jnidispatch");
        };
    try (Watched watched = Watched.by(broken, folder)) {
      watched.afterOneMore();
      assertThat(watched.state().note()).contains("no jnidispatch");
    }
  }
}
