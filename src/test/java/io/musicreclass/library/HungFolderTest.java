package io.musicreclass.library;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.inbox.Ignored;
import io.musicreclass.ledger.Ledger;
import io.musicreclass.ledger.rows.Job;
import io.musicreclass.notify.EventPolicy;
import io.musicreclass.problems.Problems;
import io.musicreclass.publish.Eventually;
import io.musicreclass.publish.Messages;
import io.musicreclass.publish.sinks.ConfiguredSinks;
import io.musicreclass.track.ClassifiedTrack.Origin;
import io.musicreclass.track.SongFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A library folder on a share that does not respond. */
class HungFolderTest {
  private static final Duration TIMEOUT = Duration.ofMillis(50);
  private static final Duration DAY = Duration.ofDays(1);

  @TempDir Path temp;
  private final Problems problems = new Problems();
  private final Share share = new Share();
  private Ledger ledger;
  private Path music;
  private LibraryFolder folder;

  /** A share that responds when its latches are open. */
  private static final class Share implements FolderProbe {
    volatile CountDownLatch responds = new CountDownLatch(0);
    volatile CountDownLatch lists = new CountDownLatch(0);
    volatile Optional<String> offlineReason = Optional.empty();
    volatile List<String> skipped = List.of();
    volatile Optional<String> vanishes = Optional.empty();

    private static void await(CountDownLatch latch) {
      try {
        latch.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public Optional<String> offlineReason() {
      await(responds);
      return offlineReason;
    }

    @Override
    public boolean isEmpty() throws IOException {
      if (vanishes.isPresent()) {
        offlineReason = vanishes;
        throw new NoSuchFileException("/music");
      }
      return false;
    }

    @Override
    public List<String> songs(Consumer<SongFile> each, BooleanSupplier stop) {
      if (!stop.getAsBoolean()) { // asked before each folder; marks the start of a disk access
        await(lists);
      }
      return skipped;
    }

    @Override
    public List<Ignored> ignored() {
      return List.of();
    }

    @Override
    public SongFile stat(Path file) throws IOException {
      return SongFile.stat(file);
    }
  }

  @BeforeEach
  void open() throws IOException {
    ledger = Ledger.open(temp.resolve("var"));
    music = Files.createDirectories(temp.resolve("music"));
    folder = new LibraryFolder(music, share, ledger, problems.source(), Clock.systemUTC(), TIMEOUT);
  }

  @AfterEach
  void close() {
    share.responds.countDown();
    share.lists.countDown();
    ledger.close();
  }

  private void queue(String name) throws IOException {
    Path song = Files.writeString(music.resolve(name), "content");
    ledger.queue().arrive(SongFile.stat(song), Origin.LIBRARY);
  }

  @Test
  void aShareThatDoesNotRespondIsAProblemAndItsSongsAreParked() throws Exception {
    queue("1.mp3");
    share.responds = new CountDownLatch(1);
    assertThat(folder.isAvailable()).isFalse();
    assertThat(folder.problem())
        .hasValueSatisfying(p -> assertThat(p).contains("does not respond"));
    assertThat(folder.view().state()).isEqualTo(Library.State.OFFLINE);
    assertThat(ledger.queue().claim()).as("parked").isEmpty();

    share.responds.countDown();
    Eventually.holds("the share responds again", () -> folder.isAvailable());
    assertThat(folder.problem()).isEmpty();
    assertThat(ledger.queue().claim()).isPresent();
  }

  @Test
  void aFolderThatGoesWhileItIsCheckedIsOfflineForItsReason() {
    share.vanishes = Optional.of("/music does not exist");
    assertThat(folder.isAvailable()).isFalse();
    assertThat(folder.problem()).contains("/music does not exist");
  }

  @Test
  void theStateIsReturnedAtOnceWhileACheckHangs() throws Exception {
    share.responds = new CountDownLatch(1);
    Thread checking = new Thread(() -> folder.isAvailable(Duration.ofMinutes(1)));
    checking.start();
    Eventually.holds(
        "the check is running", () -> checking.getState() == Thread.State.TIMED_WAITING);
    long start = System.nanoTime();
    assertThat(folder.problem()).isEmpty();
    assertThat(folder.view().state()).isEqualTo(Library.State.STARTING);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
    share.responds.countDown();
    checking.join();
  }

  @Test
  void aScanThatHangsIsAProblem() throws Exception {
    queue("1.mp3");
    share.lists = new CountDownLatch(1);
    Thread visit = new Thread(() -> folder.visit(DAY, () -> false, () -> {}));
    visit.start();
    Eventually.holds("it is reported", () -> folder.problem().isPresent());
    assertThat(folder.isAvailable()).isFalse();
    assertThat(ledger.queue().claim()).isEmpty();
    share.lists.countDown();
    visit.join();
    assertThat(folder.isAvailable()).isTrue();
    assertThat(ledger.queue().claim()).isPresent();
  }

  @Test
  void aFolderThatHangsDelaysNeitherTheStartNorTheOthersNorTheStop() throws Exception {
    Path other = Files.createDirectories(temp.resolve("other"));
    queue("hanging.mp3");
    Path song = Files.writeString(other.resolve("1.mp3"), "content");
    Files.setLastModifiedTime(song, java.nio.file.attribute.FileTime.fromMillis(0));
    share.responds = new CountDownLatch(1);
    LibraryFolder responding =
        new LibraryFolder(other, ledger, problems.source(), Clock.systemUTC());
    EventPolicy eventPolicy =
        new EventPolicy(
            ledger,
            ConfiguredSinks.offline(new Messages("test"), Clock.systemUTC()),
            Clock.systemUTC());
    Library library =
        new Library(
            List.of(folder, responding),
            DAY,
            1,
            LibraryHours.of(List.of(), Clock.systemUTC(), ZoneOffset.UTC),
            ledger,
            eventPolicy,
            problems,
            scan -> new Thread(scan).start());
    long start = System.nanoTime();
    library.start(() -> {});
    Eventually.holds(
        "the song of the other folder is queued", () -> ledger.views().waiting(5) == 1);
    Job job = ledger.queue().claim().orElseThrow();
    assertThat(job.path()).isEqualTo(song);
    assertThat(library.isUnavailable(music.resolve("hanging.mp3"))).isTrue();
    assertThat(library.isUnavailable(song)).isFalse();
    assertThat(library.problems()).singleElement().asString().contains("does not respond");
    library.close();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void unreadableFoldersAreAProblemUntilTheyCanBeRead() {
    share.skipped = List.of("/music/A", "/music/B");
    folder.visit(DAY, () -> false, () -> {});
    assertThat(problems.current())
        .singleElement()
        .asString()
        .contains("cannot be read completely: /music/A and 1 more");
    share.skipped = List.of();
    folder.rescan();
    folder.visit(DAY, () -> false, () -> {});
    assertThat(problems.current()).isEmpty();
  }

  @Test
  void theSongsOfAFolderThatCannotBeExaminedAreParked() throws Exception {
    queue("1.mp3");
    share.offlineReason = Optional.of("Too many open files");
    assertThat(folder.isAvailable()).isFalse();
    assertThat(ledger.queue().claim()).isEmpty();
    share.offlineReason = Optional.empty();
    assertThat(folder.isAvailable()).isTrue();
    assertThat(ledger.queue().claim()).isPresent();
  }
}
