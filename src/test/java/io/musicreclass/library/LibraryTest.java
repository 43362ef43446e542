package io.musicreclass.library;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.daemon.OpenAttempt;
import io.musicreclass.ledger.Ledger;
import io.musicreclass.ledger.LibraryQueue.Counts;
import io.musicreclass.ledger.rows.Job;
import io.musicreclass.notify.EventPolicy;
import io.musicreclass.problems.Problems;
import io.musicreclass.publish.Messages;
import io.musicreclass.publish.sinks.ConfiguredSinks;
import io.musicreclass.track.ClassifiedTrack;
import io.musicreclass.track.ClassifiedTrack.Origin;
import io.musicreclass.track.OutboxMessage;
import io.musicreclass.track.SongFile;
import io.musicreclass.track.SongTags;
import io.musicreclass.track.TrackId;
import io.musicreclass.track.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A library of text files with scripted verdicts: the content of each file identifies its song. */
class LibraryTest {
  private static final Duration DAY = Duration.ofDays(1);
  private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");

  @TempDir Path temp;
  private Path music;
  private Path other;
  private final Problems problems = new Problems();
  private Ledger ledger;
  private EventPolicy eventPolicy;
  private Library library;
  private int opened;
  private Instant now = Instant.now();

  /** A clock that the test sets. */
  private final class SettableClock extends Clock {
    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }

  @BeforeEach
  void open() throws IOException {
    music = Files.createDirectories(temp.resolve("music"));
    other = Files.createDirectories(temp.resolve("other"));
    start();
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  private void start() {
    ledger = Ledger.open(temp.resolve("var"));
    Clock clock = new SettableClock();
    eventPolicy =
        new EventPolicy(ledger, ConfiguredSinks.offline(new Messages("test"), clock), clock);
    library = library(music, other);
  }

  private Library library(Path... paths) {
    List<LibraryFolder> folders =
        Stream.of(paths)
            .map(path -> new LibraryFolder(path, ledger, problems.source(), new SettableClock()))
            .toList();
    return new Library(
        folders,
        DAY,
        2,
        LibraryHours.of(List.of(), Clock.systemUTC(), ZoneOffset.UTC),
        ledger,
        eventPolicy,
        problems,
        Runnable::run);
  }

  private void restart() {
    ledger.close();
    start();
  }

  private static Path song(Path folder, int number) throws IOException {
    Path file = folder.resolve(number + ".mp3");
    Files.createDirectories(folder);
    Files.writeString(file, "" + number);
    return Files.setLastModifiedTime(file, FileTime.from(LONG_AGO));
  }

  private void songs(Path folder, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      song(folder, i);
    }
  }

  private List<String> classifyAll() throws IOException {
    List<String> classified = new ArrayList<>();
    for (Optional<Job> job = ledger.queue().claim();
        job.isPresent();
        job = ledger.queue().claim()) {
      classify(job.get()).ifPresent(classified::add);
    }
    return classified;
  }

  private Optional<String> classify(Job job) throws IOException {
    try (OpenAttempt attempt =
        new OpenAttempt(job, ledger, eventPolicy, library::isInOfflineFolder)) {
      if (attempt.fileChanged()) {
        attempt.fileMissing();
        return Optional.empty();
      }
      opened++;
      long number = Long.parseLong(Files.readString(job.path()));
      TrackId id = new TrackId("sha256:" + String.format("%064x", number));
      ledger.tracks().identify(job, id, 200, "mp3", 44_100, 2, SongTags.NONE);
      String genre = number % 4 == 0 ? "Rock" : "Jazz";
      Verdict.Decided verdict =
          new Verdict.Decided(genre, 0.8, true, 1, "top1", Map.of(genre, 0.8), List.of());
      attempt.decided(new ClassifiedTrack(id, job.path(), job.origin(), verdict, 200, 1, 500, now));
      return Optional.of(job.path().getFileName().toString());
    }
  }

  private Library.Folder view(Path folder) {
    return library.view().stream().filter(f -> f.path().equals(folder)).findFirst().orElseThrow();
  }

  private List<String> messages(String topic) {
    return ledger.outbox().pending("mqtt", 0, 100_000).stream()
        .map(row -> row.message())
        .filter(message -> message.topic().equals(topic))
        .map(OutboxMessage::payload)
        .toList();
  }

  @Test
  void tenThousandSongsAreQueuedAndRecognizedByTheNextScan() throws IOException {
    for (int i = 0; i < 100; i++) {
      songs(music.resolve("Artist " + i % 10).resolve("Album " + i), 100);
    }
    long start = System.nanoTime();
    library.checkFolders();
    long first = System.nanoTime();
    assertThat(view(music).counts()).isEqualTo(new Counts(10_000, 0, 0, 10_000, 0));
    library.rescan();
    library.checkFolders();
    System.out.printf(
        "scan of 10000 new files %d ms, of 10000 known ones %d ms%n",
        (first - start) / 1_000_000, (System.nanoTime() - first) / 1_000_000);
    assertThat(view(music).counts()).isEqualTo(new Counts(10_000, 0, 0, 10_000, 0));
  }

  @Test
  void aRestartOverClassifiedSongsOpensNoneAndPublishesNothing() throws IOException {
    songs(music, 100);
    library.checkFolders();
    classifyAll();
    assertThat(opened).isEqualTo(100);
    int published = ledger.outbox().count();
    restart();
    library.checkFolders();
    assertThat(classifyAll()).isEmpty();
    assertThat(opened).isEqualTo(100);
    assertThat(ledger.outbox().count()).isEqualTo(published);
    assertThat(view(music).counts().done()).isEqualTo(100);
  }

  @Test
  void aRestartContinuesWhereTheLastRunStopped() throws IOException {
    songs(music, 20);
    library.checkFolders();
    for (int i = 0; i < 7; i++) {
      classify(ledger.queue().claim().orElseThrow());
    }
    restart();
    library.checkFolders();
    assertThat(classifyAll()).hasSize(13);
    assertThat(opened).isEqualTo(20);
  }

  @Test
  void theInboxIsClassifiedFirst() throws IOException {
    songs(music, 5);
    library.checkFolders();
    classify(ledger.queue().claim().orElseThrow());
    Path dropped = song(temp.resolve("inbox"), 99);
    ledger.queue().arrive(SongFile.stat(dropped), Origin.INBOX);
    assertThat(classifyAll()).hasSize(5).startsWith("99.mp3");
  }

  @Test
  void oneEventReportsTheWholeBatch() throws IOException {
    songs(music, 30);
    library.checkFolders();
    classifyAll();
    assertThat(messages("result")).hasSize(30);
    assertThat(messages("last")).hasSize(1);
    assertThat(messages("event"))
        .singleElement()
        .asString()
        .contains("\"batch_done\"")
        .contains("\"origin\":\"library\"")
        .contains("30");
  }

  @Test
  void newSongsAreFoundOnScheduleAndOnRequest() throws IOException {
    songs(music, 1);
    library.checkFolders();
    song(music, 7);
    now = now.plus(DAY.minusSeconds(1));
    library.checkFolders();
    assertThat(view(music).counts().known()).isEqualTo(1);
    now = now.plusSeconds(1);
    library.checkFolders();
    assertThat(view(music).counts().known()).isEqualTo(2);
    song(music, 8);
    library.rescan();
    library.checkFolders();
    assertThat(view(music).counts().known()).isEqualTo(3);
  }

  @Test
  void aFileJustWrittenIsQueuedOnceItStaysTheSame() throws IOException {
    Path file = song(music, 1);
    Files.setLastModifiedTime(file, FileTime.from(now.minusSeconds(2)));
    library.checkFolders();
    assertThat(view(music).counts().known()).isZero();
    now = now.plusSeconds(9);
    library.checkFolders();
    assertThat(classifyAll()).containsExactly("1.mp3");
    assertThat(messages("event")).hasSize(1);
  }

  @Test
  void theSongsOfAnOfflineFolderAreParkedAndTheOthersAreClassified() throws IOException {
    songs(music, 5);
    song(other, 50);
    song(other, 51);
    library.checkFolders();
    classify(ledger.queue().claim().orElseThrow());
    Path unplugged = Files.move(music, temp.resolve("unplugged"));
    assertThat(classifyAll()).containsExactlyInAnyOrder("50.mp3", "51.mp3");
    assertThat(view(music).state()).isEqualTo(Library.State.OFFLINE);
    assertThat(library.problems()).singleElement().asString().contains("does not exist");
    assertThat(view(music).counts()).isEqualTo(new Counts(5, 1, 0, 4, 4));
    assertThat(ledger.views().waiting(10)).isZero();
    library.checkFolders();
    assertThat(music).doesNotExist();

    song(unplugged, 60);
    Files.move(unplugged, music);
    library.checkFolders();
    assertThat(library.problems()).isEmpty();
    assertThat(classifyAll()).hasSize(5).contains("60.mp3");
    assertThat(opened).isEqualTo(8);
  }

  @Test
  void anEmptyMountPointIsNotAnEmptiedLibrary() throws IOException {
    songs(music, 3);
    library.checkFolders();
    Path unplugged = Files.move(music, temp.resolve("unplugged"));
    Files.createDirectory(music);
    restart();
    library.checkFolders();
    assertThat(library.problems())
        .singleElement()
        .asString()
        .contains("is empty, but songs are known in it")
        .contains("mount its disk");
    assertThat(classifyAll()).isEmpty();
    assertThat(music).isEmptyDirectory();
    Files.delete(music);
    Files.move(unplugged, music);
    library.checkFolders();
    assertThat(classifyAll()).hasSize(3);
  }

  @Test
  void anEmptyFolderThatNeverHadSongsIsOnline() {
    library.checkFolders();
    assertThat(view(music).state()).isEqualTo(Library.State.THERE);
    assertThat(library.problems()).isEmpty();
  }

  @Test
  void aDeletedSongIsRemovedFromTheQueue() throws IOException {
    songs(music, 3);
    library.checkFolders();
    Files.delete(music.resolve("1.mp3"));
    assertThat(classifyAll()).hasSize(2);
    assertThat(view(music).counts()).isEqualTo(new Counts(2, 2, 0, 0, 0));
  }

  @Test
  void theRestIsEstimatedFromThreeHundredSongs() throws IOException {
    for (int i = 0; i < 600; i++) {
      song(music.resolve(i % 3 == 0 ? "Rock" : "Jazz"), i);
    }
    song(other, 7000);
    library.checkFolders();
    assertThat(library.estimate()).isEmpty();
    List<String> first = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      Job job = ledger.queue().claim().orElseThrow();
      first.add(job.path().getParent().getFileName().toString());
      classify(job);
    }
    assertThat(first.stream().filter("Rock"::equals).count()).isBetween(99L, 101L);
    assertThat(library.estimate())
        .hasValueSatisfying(
            estimate -> {
              assertThat(estimate.sampled()).isEqualTo(300);
              assertThat(estimate.classified()).isEqualTo(300);
              assertThat(estimate.waiting()).isEqualTo(301);
              // 301 songs of half a second each, two at a time
              assertThat(estimate.seconds().value()).isEqualTo(75.25);
              assertThat(estimate.stages()).containsOnlyKeys(1);
              assertThat(estimate.genres()).containsOnlyKeys("Jazz", "Rock");
            });
    classifyAll();
    assertThat(library.estimate()).isEmpty();
  }

  @Test
  void theSongsOfAFormerLibraryFolderAreRemovedFromTheQueue() throws IOException {
    songs(music, 3);
    song(other, 50);
    library.checkFolders();
    library = library(other);
    library.start(() -> {});
    library.close();
    assertThat(classifyAll()).containsExactly("50.mp3");
  }
}
