package io.musicreclass.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.ledger.LibraryQueue.Counts;
import io.musicreclass.ledger.rows.Job;
import io.musicreclass.track.BatchSummary;
import io.musicreclass.track.ClassifiedTrack.Origin;
import io.musicreclass.track.SongFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibraryQueueTest {
  private static final Path MUSIC = Path.of("/music");
  private static final Path OTHER = Path.of("/music2");

  @TempDir Path home;
  private Ledger ledger;
  private LibraryQueue libraryQueue;

  @BeforeEach
  void open() {
    ledger = Ledger.open(home);
    libraryQueue = ledger.libraryQueue();
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  private static SongFile file(Path path) {
    return new SongFile(path, path.hashCode(), 1000, 5);
  }

  private void library(String... paths) {
    var unused =
        ledger
            .queue()
            .arriveAll(List.of(paths).stream().map(p -> file(Path.of(p))).toList(), Origin.LIBRARY);
  }

  private List<String> claims() {
    List<String> claims = new ArrayList<>();
    for (Optional<Job> job = ledger.queue().claim();
        job.isPresent();
        job = ledger.queue().claim()) {
      claims.add(job.get().path().toString());
    }
    return claims;
  }

  @Test
  void theInboxGoesBeforeTheLibrary() {
    library("/music/a", "/music/b");
    ledger.queue().arrive(Songs.file("new"), Origin.INBOX);
    assertThat(claims()).containsExactly("/inbox/new", "/music/a", "/music/b");
  }

  @Test
  void aSampleGoesBeforeTheOthersButNotBeforeTheInbox() {
    library("/music/a", "/music/b", "/music/c");
    List<LibraryQueue.Waiting> waiting = libraryQueue.waiting(0, 10);
    libraryQueue.sample(List.of(waiting.get(2).row()));
    ledger.queue().arrive(Songs.file("new"), Origin.INBOX);
    assertThat(claims()).containsExactly("/inbox/new", "/music/c", "/music/a", "/music/b");
  }

  @Test
  void parkedFilesAreNotTakenNorCountedAsWaiting() {
    library("/music/a", "/music2/b");
    libraryQueue.park(MUSIC);
    assertThat(ledger.views().waiting(10)).isEqualTo(1);
    assertThat(libraryQueue.waiting()).isEqualTo(1);
    assertThat(ledger.views().waitingByStage()).containsExactly(java.util.Map.entry("", 1));
    assertThat(ledger.views().stats().parked()).isEqualTo(1);
    assertThat(claims()).containsExactly("/music2/b");
  }

  @Test
  void unparkedFilesHaveTheirOldPlaces() {
    library("/music/a", "/music2/b", "/music/c");
    libraryQueue.park(MUSIC);
    libraryQueue.unpark(MUSIC);
    assertThat(claims()).containsExactly("/music/a", "/music2/b", "/music/c");
  }

  @Test
  void parkingMoreThanABatchParksAll() {
    library(IntStream.range(0, 2500).mapToObj(i -> "/music/" + i).toArray(String[]::new));
    libraryQueue.park(MUSIC);
    assertThat(libraryQueue.counts(MUSIC)).isEqualTo(new Counts(2500, 0, 0, 2500, 2500));
    libraryQueue.unpark(MUSIC);
    assertThat(libraryQueue.counts(MUSIC)).isEqualTo(new Counts(2500, 0, 0, 2500, 0));
  }

  @Test
  void aFileThatIsHeldIsParkedWhenItsJobIs() {
    library("/music/a");
    Job job = ledger.queue().claim().orElseThrow();
    libraryQueue.park(job);
    assertThat(ledger.queue().claim()).isEmpty();
    assertThat(libraryQueue.counts(MUSIC).parked()).isEqualTo(1);
    libraryQueue.unpark(MUSIC);
    assertThat(ledger.queue().claim()).map(Job::path).contains(job.path());
  }

  @Test
  void aBatchWhoseRestIsParkedHasEnded() {
    library("/music/a", "/music2/b");
    libraryQueue.park(MUSIC);
    Songs.decideNext(ledger, Songs.id(1));
    assertThat(ledger.reviews().endedBatches())
        .containsExactly(new BatchSummary(Origin.LIBRARY, 1, 0, 0, 0, 0));
  }

  @Test
  void aFolderIsKnownByItsFilesOnly() {
    library("/music2/b");
    assertThat(libraryQueue.hasFilesBelow(MUSIC)).isFalse();
    assertThat(libraryQueue.hasFilesBelow(OTHER)).isTrue();
    assertThat(libraryQueue.hasFilesBelow(Path.of("/"))).isTrue();
  }

  @Test
  void whatCameFromAnotherFolderLeavesTheQueueAndWhatWasHeardStays() {
    library("/music2/heard", "/music2/b", "/music/a");
    Songs.decideNext(ledger, Songs.id(1));
    ledger.queue().arrive(Songs.file("new"), Origin.INBOX);
    assertThat(libraryQueue.retainOnly(List.of(MUSIC))).isEqualTo(1);
    assertThat(claims()).containsExactly("/inbox/new", "/music/a");
    assertThat(libraryQueue.counts(OTHER)).isEqualTo(new Counts(1, 1, 0, 0, 0));
  }

  @Test
  void theSampleTellsWhatBecameOfIt() {
    library("/music/a", "/music/b", "/music/c");
    List<Long> rows = libraryQueue.waiting(0, 10).stream().map(LibraryQueue.Waiting::row).toList();
    libraryQueue.sample(rows.subList(0, 2));
    Songs.decideNext(ledger, Songs.id(1));
    LibraryQueue.Sampled sampled = libraryQueue.sampled();
    assertThat(sampled.files()).isEqualTo(2);
    assertThat(sampled.ended()).isEqualTo(1);
    assertThat(sampled.voteDetails())
        .singleElement()
        .extracting(r -> r.id())
        .isEqualTo(Songs.id(1));
  }
}
