package io.musicreclass.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.ledger.rows.Arrived;
import io.musicreclass.ledger.rows.FileState;
import io.musicreclass.ledger.rows.Identity;
import io.musicreclass.ledger.rows.Job;
import io.musicreclass.track.ClassifiedTrack.Origin;
import io.musicreclass.track.SongFile;
import io.musicreclass.track.TrackId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdentityTest {
  private static final TrackId ID = Songs.id(1);

  @TempDir Path home;
  @TempDir Path inbox;
  private Ledger ledger;
  private Path a;
  private Path b;

  @BeforeEach
  void open() {
    ledger = Ledger.open(home);
    a = inbox.resolve("a.mp3");
    b = inbox.resolve("b.mp3");
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  private Job arrived(Path path) throws IOException {
    ledger.queue().arrive(SongFile.stat(path), Origin.INBOX);
    return ledger.queue().claim().orElseThrow();
  }

  private void decided(Path path) throws IOException {
    Files.writeString(path, "song");
    ledger.queue().arrive(SongFile.stat(path), Origin.INBOX);
    Songs.decideNext(ledger, ID);
  }

  private Identity identify(Job job) {
    return Songs.identify(ledger, job, ID);
  }

  @Test
  void aSongWithoutVerdictIsNew() throws IOException {
    Files.writeString(a, "song");
    assertThat(identify(arrived(a))).isEqualTo(new Identity.New());
  }

  @Test
  void aCopyIsADuplicateWhileTheOtherIsThere() throws IOException {
    decided(a);
    Files.writeString(b, "song");
    assertThat(identify(arrived(b))).isEqualTo(new Identity.DuplicateOf(a));
  }

  @Test
  void aCopyIsTheSameOnceTheOtherIsGone() throws IOException {
    decided(a);
    Files.writeString(b, "song");
    Files.delete(a);
    assertThat(identify(arrived(b))).isEqualTo(new Identity.Same());
  }

  @Test
  void aCopyIsTheSameWhenTheOtherHasBeenOverwritten() throws IOException {
    decided(a);
    Files.writeString(b, "song");
    Files.writeString(a, "another song");
    assertThat(identify(arrived(b))).isEqualTo(new Identity.Same());
  }

  @Test
  void aRenamedFileIsTheSameAndItsOldNameIsGone() throws IOException {
    decided(a);
    Files.move(a, b);
    Job job = arrived(b);
    assertThat(identify(job)).isEqualTo(new Identity.Same());
    ledger.completion().completeUnchanged(job);
    assertThat(ledger.views().track(ID).orElseThrow().paths()).containsExactly(b);
    assertThat(ledger.outbox().count()).isEqualTo(2);
  }

  @Test
  void aRetaggedFileIsTheSame() throws IOException {
    decided(a);
    Files.writeString(a, "song with a tag");
    Job job = arrived(a);
    assertThat(identify(job)).isEqualTo(new Identity.Same());
    ledger.completion().completeUnchanged(job);
    assertThat(ledger.queue().arrive(SongFile.stat(a), Origin.INBOX)).isEqualTo(Arrived.KNOWN);
  }

  @Test
  void aRetaggedFileIsTheSameAlsoWhenItHasACopy() throws IOException {
    decided(a);
    Files.writeString(b, "song");
    Job copy = arrived(b);
    identify(copy);
    ledger.completion().duplicate(copy, ID, a, List.of());
    Files.writeString(a, "song with a tag");
    assertThat(identify(arrived(a))).isEqualTo(new Identity.Same());
  }

  @Test
  void aRetaggedDuplicateStaysOneWithoutBeingSaidAgain() throws IOException {
    decided(a);
    Files.writeString(b, "song");
    Job copy = arrived(b);
    identify(copy);
    ledger.completion().duplicate(copy, ID, a, List.of());
    Files.writeString(b, "song with a tag");
    Job again = arrived(b);
    assertThat(identify(again)).isEqualTo(new Identity.Same());
    ledger.completion().completeUnchanged(again);
    assertThat(ledger.views().file(b).orElseThrow().state()).isEqualTo(FileState.DUPLICATE);
  }

  @Test
  void aRetaggedDuplicateIsNoneOnceTheOtherIsGone() throws IOException {
    decided(a);
    Files.writeString(b, "song");
    Job copy = arrived(b);
    identify(copy);
    ledger.completion().duplicate(copy, ID, a, List.of());
    Files.delete(a);
    Files.writeString(b, "song with a tag");
    Job again = arrived(b);
    identify(again);
    ledger.completion().completeUnchanged(again);
    assertThat(ledger.views().file(b).orElseThrow().state()).isEqualTo(FileState.DONE);
  }

  @Test
  void anotherSongByTheSameNameIsNew() throws IOException {
    decided(a);
    Files.writeString(a, "another song");
    assertThat(Songs.identify(ledger, arrived(a), Songs.id(2))).isEqualTo(new Identity.New());
  }

  @Test
  void aHardLinkIsADuplicate() throws IOException {
    decided(a);
    Files.createLink(b, a);
    assertThat(identify(arrived(b))).isEqualTo(new Identity.DuplicateOf(a));
  }

  @Test
  void aDuplicateNamesTheOtherForPeople() throws IOException {
    decided(a);
    Files.writeString(b, "song");
    Job copy = arrived(b);
    identify(copy);
    ledger.completion().duplicate(copy, ID, a, Songs.letters("twin"));
    assertThat(ledger.views().file(b).orElseThrow().failure().reason())
        .isEqualTo("the same song as " + a);
    assertThat(ledger.outbox().count()).isEqualTo(4);
  }

  @Test
  void aSongThatIsBeingHeardFromAnotherFileWaitsForItsVerdict() throws IOException {
    Files.writeString(a, "song");
    Files.writeString(b, "song");
    Job first = arrived(a);
    Job second = arrived(b);
    identify(first);
    assertThat(identify(second)).isEqualTo(new Identity.InProgress(a));
    assertThat(ledger.queue().claim()).isEmpty();
    ledger.completion().decide(first, Songs.voteDetails(first, ID), List.of());
    assertThat(identify(ledger.queue().claim().orElseThrow()))
        .isEqualTo(new Identity.DuplicateOf(a));
  }

  @Test
  void aSongBrokenOffByACrashHasItsResultsStill() throws IOException {
    Files.writeString(a, "song");
    Job job = arrived(a);
    identify(job);
    ledger.tracks().store(ID, Songs.scored("fma", "head", 0.5));
    ledger.close();
    ledger = Ledger.open(home);
    assertThat(identify(ledger.queue().claim().orElseThrow())).isEqualTo(new Identity.New());
    assertThat(ledger.tracks().results(ID)).containsExactly(Songs.scored("fma", "head", 0.5));
  }
}
