package io.musicreclass.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.musicreclass.config.InboxConfig.Watch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The inbox proves that events arrive, and is polled while they do not. */
class EventProofTest {
  @TempDir Path folder;
  private final AtomicBoolean deaf = new AtomicBoolean();

  /** Real events, which can be withheld. */
  private final class Withheld implements EventSource {
    private final EventSource real;

    Withheld(Path folder) throws IOException {
      real = new InotifyWatches(folder);
    }

    @Override
    public List<WatchEvent> await(Duration atMost) {
      List<WatchEvent> events = real.await(atMost);
      return deaf.get() ? List.of() : events;
    }

    @Override
    public void wake() {
      real.wake();
    }

    @Override
    public void watch(Path watched) throws IOException {
      real.watch(watched);
    }

    @Override
    public void retainWatches(Path top, Set<Path> folders) {
      real.retainWatches(top, folders);
    }

    @Override
    public void close() {
      real.close();
    }
  }

  private Watched watched() {
    return Watched.by(Withheld::new, folder, Duration.ofMillis(100), Duration.ofMillis(100));
  }

  private static void until(Watched watched, String how, String proof) {
    Collector.until(
        () -> watched.state().how().equals(how) && watched.state().proof().result().equals(proof),
        how + " " + proof);
  }

  @Test
  void realEventsAreProvenAndTheirDelayIsMeasured() throws IOException {
    try (Watched watched = Watched.by(Watch.INOTIFY, folder)) {
      until(watched, "inotify", "proven");
      assertThat(watched.state().proof().delayMs()).isBetween(0L, 10_000L);
      assertThat(folder).as("nothing is left").isEmptyDirectory();
      assertThat(watched.inbox.ignored()).isEmpty();
      watched.afterOneMore();
      assertThat(watched.songs()).as("the file of the proof is no song").isEmpty();
    }
  }

  @Test
  void anInboxWhoseEventsStopIsPolledAtTheNextProofUntilTheyArriveAgain() throws IOException {
    try (Watched watched = watched()) {
      until(watched, "inotify", "proven");
      deaf.set(true);
      Path missed = Files.writeString(folder.resolve("missed.mp3"), "la");
      until(watched, "poll", "failed");
      watched.collector.await(missed);
      watched.afterOneMore();
      assertThat(watched.state().note()).contains("events do not arrive");
      assertThat(watched.problems.current()).singleElement().asString().contains("is polled");

      deaf.set(false);
      until(watched, "inotify", "proven");
      Collector.until(() -> watched.problems.current().isEmpty(), "no problem is left");
      watched.afterOneMore();
      assertThat(watched.collector.of(missed)).hasSize(1);
    }
  }

  @Test
  void inAnInboxThatCannotBeWrittenNothingIsProvenAndEventsAreUsed() throws IOException {
    assumeFalse(Files.isReadable(Path.of("/etc/shadow")), "root writes to every folder");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("r-xr-xr-x"));
    try (Watched watched = watched()) {
      until(watched, "inotify", "unproven");
      assertThat(watched.state().proof().reason()).contains("no file can be created");
    } finally {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  @Test
  void anInboxThatIsPolledByChoiceHasNoProof() {
    try (Watched watched = Watched.by(Watch.POLL, folder)) {
      assertThat(watched.state().proof().result()).isEqualTo("none");
    }
  }

  @Test
  void theFileOfAnotherProcessIsNeitherASongNorAnIgnoredFile() throws IOException {
    Files.createFile(folder.resolve(".reclass-canary-1"));
    try (Watched watched = watched()) {
      Files.createFile(folder.resolve(".reclass-canary-2"));
      watched.afterOneMore();
      watched.inbox.rescan();
      watched.afterOneMore();
      assertThat(watched.songs()).isEmpty();
      assertThat(watched.inbox.ignored()).isEmpty();
    }
  }
}
