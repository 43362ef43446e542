package io.musicreclass.organize;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.ledger.Ledger;
import io.musicreclass.ledger.rows.Job;
import io.musicreclass.problems.Problems;
import io.musicreclass.publish.Eventually;
import io.musicreclass.testing.FileTags;
import io.musicreclass.testing.ManualClock;
import io.musicreclass.track.ClassifiedTrack.Origin;
import io.musicreclass.track.FailureReason;
import io.musicreclass.track.SongFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the daemon does with files after their verdicts. */
class FileOrganizerTest {
  private static final String[] MOVE = {"action", "move", "path", "sorted/{genre}/{file}"};

  private static final String[] ALL = {
    "action", "move", "path", "sorted/{genre}/{file}", "only-sure", "false"
  };

  /** At this time, the inbox has been quiet since the last verdict. */
  private static final Clock LATER = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(1));

  @TempDir Path folder;
  private final Problems problems = new Problems();
  private OrganizeFixture fixture;

  @BeforeEach
  void install() throws IOException {
    fixture = new OrganizeFixture(folder);
  }

  private Path song(String name, int sound) {
    return OrganizeFixture.flac(
        fixture.inbox.resolve(name), sound, Map.of("tag:artist", "Miles", "tag:album", "One"));
  }

  private List<String> sorted() throws IOException {
    return OrganizeFixture.files(fixture.sorted).stream()
        .map(file -> fixture.sorted.relativize(file).toString())
        .toList();
  }

  /** The genre in a song's name: {@code 1-Jazz.flac}. */
  private static String genre(String name) {
    return name.substring(name.indexOf('-') + 1, name.indexOf('.'));
  }

  @Test
  void filesAreSortedByTheirVerdictsAndRetriedAfterDiskFailures() throws Exception {
    Path song = song("1-Jazz.flac", 1);
    Path blocked = Files.writeString(fixture.root.resolve("sorted"), "no folder");
    try (Ledger ledger = fixture.ledger();
        FileOrganizer fileOrganizer =
            new FileOrganizer(
                fixture.setup(MOVE),
                ledger,
                new ReentrantLock(),
                () -> false,
                problems.source(),
                LATER)) {
      fileOrganizer.start();
      fixture.decide(ledger, FileOrganizerTest::genre);
      fileOrganizer.wake();
      Eventually.holds(
          "the second failure is reported",
          () -> {
            fileOrganizer.wake();
            return !problems.current().isEmpty();
          });
      assertThat(problems.current()).singleElement().asString().contains("is not a folder");
      assertThat(song).exists();

      Files.delete(blocked);
      fileOrganizer.wake();
      Eventually.holds("the problem is resolved", () -> problems.current().isEmpty());
      assertThat(sorted()).containsExactly("Jazz/1-Jazz.flac");
      assertThat(ledger.organizeQueue().nextPending(0)).isEmpty();
    }
  }

  @Test
  void filesPendingAtAStopAreProcessedAtTheNextStart() throws Exception {
    Path song = song("1-Jazz.flac", 1);
    try (Ledger ledger = fixture.ledger()) {
      ledger.organizeQueue().markDecidedPending();
      fixture.decide(ledger, FileOrganizerTest::genre);
    }
    try (Ledger ledger = fixture.ledger();
        FileOrganizer fileOrganizer =
            new FileOrganizer(
                fixture.setup("tag", "genre"),
                ledger,
                new ReentrantLock(),
                () -> false,
                problems.source(),
                LATER)) {
      fileOrganizer.start();
      Eventually.holds("nothing is pending", () -> ledger.organizeQueue().nextPending(0).isEmpty());
    }
    assertThat(FileTags.genre(song)).isEqualTo("Jazz");
  }

  @Test
  void anAlbumIsSortedTogetherByItsMajorityGenre() throws Exception {
    song("1-Rock.flac", 1);
    song("2-Jazz.flac", 2);
    song("3-Jazz.flac", 3);
    ManualClock clock = new ManualClock();
    clock.now = LATER.instant();
    try (Ledger ledger = fixture.ledger();
        FileOrganizer fileOrganizer =
            new FileOrganizer(
                fixture.setup(MOVE),
                ledger,
                new ReentrantLock(),
                () -> false,
                problems.source(),
                clock)) {
      fileOrganizer.applySettings();
      fixture.arrive(ledger);
      OrganizeFixture.decideNext(ledger, FileOrganizerTest::genre);
      assertThat(fileOrganizer.round()).as("two are not classified yet").isFalse();
      fixture.decide(ledger, FileOrganizerTest::genre);
      clock.now = Instant.now();
      assertThat(fileOrganizer.round()).as("another may arrive").isFalse();
      assertThat(sorted()).isEmpty();

      clock.now = LATER.instant();
      assertThat(fileOrganizer.round()).isTrue();
      assertThat(sorted())
          .containsExactly("Jazz/1-Rock.flac", "Jazz/2-Jazz.flac", "Jazz/3-Jazz.flac");
    }
  }

  @Test
  void laterSongsFollowTheirAlbumUntilApplyDecidesAgain() throws Exception {
    song("1-Jazz.flac", 1);
    try (Ledger ledger = fixture.ledger();
        FileOrganizer fileOrganizer =
            new FileOrganizer(
                fixture.setup(ALL),
                ledger,
                new ReentrantLock(),
                () -> false,
                problems.source(),
                LATER)) {
      fileOrganizer.applySettings();
      fixture.decide(ledger, FileOrganizerTest::genre);
      assertThat(fileOrganizer.round()).isTrue();
      song("2-Rock.flac", 2);
      song("3-Rock.flac", 3);
      Path corrected = song("4-Rock.flac", 4);
      fixture.decide(ledger, FileOrganizerTest::genre);
      ledger.reviews().correct(OrganizeFixture.id(corrected), "Polka", Instant.now(), List.of());
      assertThat(fileOrganizer.round()).isTrue();
      assertThat(sorted())
          .containsExactly(
              "Jazz/1-Jazz.flac", "Jazz/2-Rock.flac", "Jazz/3-Rock.flac", "Polka/4-Rock.flac");
    }
    fixture.apply(MOVE);
    assertThat(sorted())
        .containsExactly(
            "Polka/4-Rock.flac", "Rock/1-Jazz.flac", "Rock/2-Rock.flac", "Rock/3-Rock.flac");
  }

  @Test
  void anAlbumIsSortedAfterTenMinutesEvenIfTheInboxIsBusy() throws Exception {
    song("1-Jazz.flac", 1);
    song("2-Jazz.flac", 2);
    Clock muchLater = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(11));
    try (Ledger ledger = fixture.ledger();
        FileOrganizer fileOrganizer =
            new FileOrganizer(
                fixture.setup(MOVE),
                ledger,
                new ReentrantLock(),
                () -> false,
                problems.source(),
                muchLater)) {
      fileOrganizer.applySettings();
      fixture.arrive(ledger);
      OrganizeFixture.decideNext(ledger, FileOrganizerTest::genre);
      assertThat(fileOrganizer.round()).isTrue();
      assertThat(sorted()).containsExactly("Jazz/1-Jazz.flac");
    }
  }

  @Test
  void aRetriedInboxSongIsSortedAndALibrarySongIsNot() throws Exception {
    Path inInbox = song("1-Jazz.flac", 1);
    Path library = Files.createDirectory(fixture.root.resolve("library"));
    Path inLibrary = OrganizeFixture.flac(library.resolve("2-Jazz.flac"), 2, Map.of());
    try (Ledger ledger = fixture.ledger();
        FileOrganizer fileOrganizer =
            new FileOrganizer(
                fixture.setup(MOVE),
                ledger,
                new ReentrantLock(),
                () -> false,
                problems.source(),
                LATER)) {
      fileOrganizer.applySettings();
      ledger.queue().arrive(SongFile.stat(inInbox), Origin.INBOX);
      ledger.queue().arrive(SongFile.stat(inLibrary), Origin.LIBRARY);
      for (int i = 0; i < 2; i++) {
        Job job = ledger.queue().claim().orElseThrow();
        ledger.completion().fail(job, new FailureReason("reason", "remedy", false), List.of());
      }
      assertThat(ledger.reviews().retry(List.of()).queued()).isEqualTo(2);
      while (OrganizeFixture.decideNext(ledger, FileOrganizerTest::genre)) {
        // one job at a time
      }
      assertThat(fileOrganizer.round()).isTrue();
    }
    fixture.apply(MOVE);
    assertThat(sorted()).containsExactly("Jazz/1-Jazz.flac");
    assertThat(inLibrary).exists();
  }

  @Test
  void theStartReturnsAtOnceAndAStopTakesEffectBetweenTwoFiles() throws Exception {
    for (int i = 1; i <= 5; i++) {
      song(i + "-Jazz.flac", i);
    }
    ReentrantLock files = new ReentrantLock();
    try (Ledger ledger = fixture.ledger();
        FileOrganizer fileOrganizer =
            new FileOrganizer(
                fixture.setup(MOVE), ledger, files, () -> false, problems.source(), LATER)) {
      fileOrganizer.applySettings();
      fixture.decide(ledger, FileOrganizerTest::genre);
      files.lock(); // like a disk that hangs
      try {
        fileOrganizer.start();
        assertThat(fileOrganizer.awaitRecovery(Duration.ofMillis(10))).isFalse();
        fileOrganizer.stop();
      } finally {
        files.unlock();
      }
      assertThat(fileOrganizer.awaitRecovery(Duration.ofSeconds(5))).isTrue();
      assertThat(sorted()).as("pending until the next start").isEmpty();
      assertThat(ledger.organizeQueue().nextPending(0)).isPresent();
    }
  }

  @Test
  void filesOfProvisionalVerdictsWait() throws Exception {
    var unused = song("1-Jazz.flac", 1);
    AtomicBoolean provisional = new AtomicBoolean(true);
    try (Ledger ledger = fixture.ledger()) {
      FileOrganizer fileOrganizer =
          new FileOrganizer(
              fixture.setup(MOVE),
              ledger,
              new ReentrantLock(),
              provisional::get,
              problems.source(),
              LATER);
      fileOrganizer.applySettings();
      fixture.decide(ledger, FileOrganizerTest::genre);
      assertThat(fileOrganizer.round()).isFalse();
      assertThat(sorted()).isEmpty();
      provisional.set(false);
      assertThat(fileOrganizer.round()).isTrue();
      assertThat(sorted()).containsExactly("Jazz/1-Jazz.flac");
    }
  }
}
