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
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder of the library on a share that does not answer. */
class HungFolderTest {
  private static final Duration SLOW = Duration.ofMillis(50);
  private static final Duration DAY = Duration.ofDays(1);

  @TempDir Path temp;
  private final Problems problems = new Problems();
  private final Share share = new Share();
  private Ledger ledger;
  private Path music;
  private LibraryFolder folder;

  /** Answers when the test says so. */
  private static final class Share implements FolderProbe {
    volatile CountDownLatch answers = new CountDownLatch(0);
    volatile CountDownLatch lists = new CountDownLatch(0);
    volatile Optional<String> away = Optional.empty();
    volatile List<String> skipped = List.of();

    private static void await(CountDownLatch latch) {
      try {
        latch.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public Optional<String> away() {
      await(answers);
      return away;
    }

    @Override
    public boolean bare() {
      return false;
    }

    @Override
    public List<String> songs(Consumer<SongFile> each, BooleanSupplier stop) {
      if (!stop.getAsBoolean()) { // asked before each folder, which tells that it is at work
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
    folder = new LibraryFolder(music, share, ledger, problems.source(), Clock.systemUTC(), SLOW);
  }

  @AfterEach
  void close() {
    share.answers.countDown();
    share.lists.countDown();
    ledger.close();
  }

  private void queue(String name) throws IOException {
    Path song = Files.writeString(music.resolve(name), "la");
    ledger.queue().arrive(SongFile.stat(song), Origin.LIBRARY);
  }

  @Test
  void aShareThatDoesNotAnswerIsAProblemItsSongsWaitAndNobodyWaitsToBeTold() throws Exception {
    queue("1.mp3");
    share.answers = new CountDownLatch(1);
    assertThat(folder.isThere()).isFalse();
    assertThat(folder.problem())
        .hasValueSatisfying(p -> assertThat(p).contains("does not respond"));
    assertThat(folder.view().state()).isEqualTo(Library.State.OFFLINE);
    assertThat(ledger.queue().claim()).as("parked").isEmpty();

    share.answers.countDown();
    Eventually.holds("it is back", () -> folder.isThere());
    assertThat(folder.problem()).isEmpty();
    assertThat(ledger.queue().claim()).isPresent();
  }

  @Test
  void whileALookHangsItsStateIsToldAtOnce() throws Exception {
    share.answers = new CountDownLatch(1);
    Thread looking = new Thread(() -> folder.isThere(Duration.ofMinutes(1)));
    looking.start();
    Eventually.holds("it looks", () -> looking.getState() == Thread.State.TIMED_WAITING);
    long start = System.nanoTime();
    assertThat(folder.problem()).isEmpty();
    assertThat(folder.view().state()).isEqualTo(Library.State.STARTING);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
    share.answers.countDown();
    looking.join();
  }

  @Test
  void aListingThatHangsIsAProblemToo() throws Exception {
    queue("1.mp3");
    share.lists = new CountDownLatch(1);
    Thread visit = new Thread(() -> folder.visit(DAY, () -> false, () -> {}));
    visit.start();
    Eventually.holds("it is told", () -> folder.problem().isPresent());
    assertThat(folder.isThere()).isFalse();
    assertThat(ledger.queue().claim()).isEmpty();
    share.lists.countDown();
    visit.join();
    assertThat(folder.isThere()).isTrue();
    assertThat(ledger.queue().claim()).isPresent();
  }

  @Test
  void aFolderThatHangsHoldsUpNeitherTheStartNorTheOthersNorTheStop() throws Exception {
    Path other = Files.createDirectories(temp.resolve("other"));
    queue("hung.mp3");
    Path theirs = Files.writeString(other.resolve("1.mp3"), "la");
    Files.setLastModifiedTime(theirs, java.nio.file.attribute.FileTime.fromMillis(0));
    share.answers = new CountDownLatch(1);
    LibraryFolder good = new LibraryFolder(other, ledger, problems.source(), Clock.systemUTC());
    EventPolicy eventPolicy =
        new EventPolicy(
            ledger,
            ConfiguredSinks.offline(new Messages("test"), Clock.systemUTC()),
            Clock.systemUTC());
    Library library =
        new Library(
            List.of(folder, good),
            DAY,
            1,
            ledger,
            eventPolicy,
            problems,
            visit -> new Thread(visit).start());
    long start = System.nanoTime();
    library.start(() -> {});
    Eventually.holds("the other is queued", () -> ledger.views().waiting(5) == 1);
    Job job = ledger.queue().claim().orElseThrow();
    assertThat(job.path()).isEqualTo(theirs);
    assertThat(library.isUnavailable(music.resolve("hung.mp3"))).isTrue();
    assertThat(library.isUnavailable(theirs)).isFalse();
    assertThat(library.problems()).singleElement().asString().contains("does not respond");
    library.close();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void whatCannotBeReadInItIsAProblemUntilItCan() {
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
  void aFolderThatCannotBeLookedAtWaits() throws Exception {
    queue("1.mp3");
    share.away = Optional.of("Too many open files");
    assertThat(folder.isThere()).isFalse();
    assertThat(ledger.queue().claim()).isEmpty();
    share.away = Optional.empty();
    assertThat(folder.isThere()).isTrue();
    assertThat(ledger.queue().claim()).isPresent();
  }
}
