package io.musicreclass.ledger;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.musicreclass.ledger.rows.HistoryFilter;
import io.musicreclass.ledger.rows.Job;
import io.musicreclass.ledger.rows.RecordedChange;
import io.musicreclass.ledger.rows.TrackRow;
import io.musicreclass.testing.Strace;
import io.musicreclass.track.ClassifiedTrack.Origin;
import io.musicreclass.track.FailureReason;
import io.musicreclass.track.SongFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No song is touched in a transaction: a share that hangs would stop inbox, votes and page. */
class NoDiskTest {
  private static final String SONGS = "a folder that hangs";
  private static final int HANGING_S = 4;

  @TempDir Path folder;

  @Test
  void onlyThoseLookForFilesWhoHoldNoTransaction() {
    JavaClasses classes = new ClassFileImporter().importPath(Path.of("target", "classes"));
    noClasses()
        .that()
        .resideInAPackage("io.musicreclass.ledger")
        .and()
        .haveNameNotMatching(
            "io\\.musicreclass\\.ledger\\.(Ledger|OtherCopies|RequeueWriter)(\\$.*)?")
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(Files.class)
        .orShould()
        .callMethod(SongFile.class, "stat", Path.class)
        .orShould()
        .callMethod(Path.class, "toUri")
        .orShould()
        .callMethod(Path.class, "toFile")
        .orShould()
        .callMethod(Path.class, "toRealPath", LinkOption[].class)
        .check(classes);
  }

  /** What the child prints, under strace, which also writes down who touched a song. */
  private List<String> traced(String what, String... options) throws Exception {
    return Strace.run(
        folder.resolve("trace"),
        List.of(options),
        NoDiskTest.class,
        what,
        folder.resolve("home").toString(),
        Files.createDirectories(folder.resolve(SONGS)).toString());
  }

  @Test
  void nothingThatTheLedgerWritesOrReadsTouchesASong() throws Exception {
    assertThat(traced("all", "-e", "trace=%file")).contains("done");
    try (var lines = Files.lines(folder.resolve("trace"), StandardCharsets.ISO_8859_1)) {
      assertThat(lines.filter(line -> line.contains(SONGS + "/"))).isEmpty();
    }
  }

  @Test
  void aClaimDoesNotWaitForAShareOnWhichAnotherSongIsLookedFor() throws Exception {
    Path other = folder.resolve(SONGS).resolve("other.mp3");
    List<String> output =
        traced(
            "claim",
            "-P",
            other.toString(),
            "-e",
            "trace=%file",
            "-e",
            "inject=%file:delay_enter=" + TimeUnit.SECONDS.toMicros(HANGING_S));
    assertThat(output).hasSize(2);
    assertThat(Long.parseLong(output.get(0))).as("ms of a claim meanwhile").isLessThan(1000);
    assertThat(Long.parseLong(output.get(1))).as("ms of the look").isGreaterThan(HANGING_S * 900L);
  }

  /** {@code all|claim HOME SONGS} in a process of its own. */
  public static void main(String[] args) throws InterruptedException {
    Path songs = Path.of(args[2]);
    try (Ledger ledger = Ledger.open(Path.of(args[1]))) {
      if (args[0].equals("all")) {
        all(ledger, songs);
      } else {
        claimBesideALook(ledger, songs);
      }
    }
  }

  private static SongFile song(Path path) {
    return new SongFile(path, path.hashCode(), 1, 1);
  }

  private static void all(Ledger ledger, Path songs) {
    byte[] start = SongFile.bytes(songs);
    byte[] odd = Arrays.copyOf(start, start.length + 2);
    odd[start.length] = '/';
    odd[start.length + 1] = 'x';
    SongFile first = song(songs.resolve("é\u00e4.mp3"));
    ledger
        .queue()
        .arriveAll(
            List.of(first, song(SongFile.path(odd)), song(songs.resolve("c"))), Origin.INBOX);
    Job done = Songs.decideNext(ledger, Songs.id(1));
    ledger
        .completion()
        .fail(
            ledger.queue().claim().orElseThrow(),
            FailureReason.poison(FailureReason.Harm.CRASH, "decoding it"),
            Songs.messages("2"));
    ledger.queue().release(ledger.queue().claim().orElseThrow());
    Job third = ledger.queue().claim().orElseThrow();
    Songs.identify(ledger, third, Songs.id(3));
    ledger.completion().postpone(third, "mert");
    FileChanges changes = ledger.changes();
    RecordedChange change =
        changes.intend(
            1, RecordedChange.Kind.MOVE, Songs.id(1), "Jazz", done.file(), songs.resolve("Jazz/é"));
    changes.done(change, song(songs.resolve("Jazz/é")));
    ledger.reviews().retry(List.of(songs.resolve("x")));
    for (TrackRow row : ledger.views().history(HistoryFilter.ALL, Long.MAX_VALUE, 10)) {
      var unused = SongFile.uri(row.path()) + SongFile.text(row.path());
      assertThat(ledger.views().file(row.path())).isPresent();
    }
    assertThat(ledger.views().track(Songs.id(1))).isPresent();
    ledger.libraryQueue().park(songs);
    ledger.libraryQueue().unpark(songs);
    System.out.println("done");
  }

  private static void claimBesideALook(Ledger ledger, Path songs) throws InterruptedException {
    ledger.queue().arrive(song(songs.resolve("other.mp3")), Origin.INBOX);
    Songs.decideNext(ledger, Songs.id(1));
    ledger
        .queue()
        .arriveAll(
            List.of(song(songs.resolve("copy.mp3")), song(songs.resolve("next.mp3"))),
            Origin.INBOX);
    Job copy = ledger.queue().claim().orElseThrow();
    long start = System.nanoTime();
    Thread look = new Thread(() -> Songs.identify(ledger, copy, Songs.id(1)));
    look.start();
    Thread.sleep(500); // the look is at the share by now
    long before = System.nanoTime();
    assertThat(ledger.queue().claim()).isPresent();
    System.out.println(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - before));
    look.join();
    System.out.println(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
  }
}
