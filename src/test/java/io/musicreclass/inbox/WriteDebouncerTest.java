package io.musicreclass.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.inbox.FileObservation.Song;
import io.musicreclass.inbox.WriteDebouncer.Hold;
import io.musicreclass.track.SongFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Times are in seconds; the settle time is 2 s. */
class WriteDebouncerTest {
  private static final Path PATH = Path.of("/inbox/a.mp3");
  private final WriteDebouncer debouncer = new WriteDebouncer();

  @BeforeEach
  void begin() {
    debouncer.begin(Duration.ofSeconds(2), false);
  }

  @Test
  void aFileIsCompleteWhenUnchangedForTheSettleTime() {
    debouncer.completed(song(5), at(10));
    assertThat(debouncer.due(at(11.9))).isEmpty();
    assertThat(debouncer.due(at(12))).containsExactly(PATH);
    assertThat(debouncer.isSettled(song(5), at(12))).isTrue();
  }

  @Test
  void anInaccessibleFileIsNotForgotten() {
    debouncer.completed(song(5), at(10));
    assertThat(debouncer.due(at(12))).containsExactly(PATH);
    debouncer.postpone(PATH, at(12));
    assertThat(debouncer.due(at(71.9))).isEmpty();
    assertThat(debouncer.due(at(72))).containsExactly(PATH);
    assertThat(debouncer.isSettled(song(5), at(72))).isTrue();
  }

  @Test
  void aWriterThatClosesAndReopensRestartsTheSettleTime() {
    debouncer.completed(song(5), at(10));
    debouncer.modified(PATH, at(11));
    debouncer.completed(song(7), at(11.5));
    assertThat(debouncer.due(at(13))).isEmpty();
    assertThat(debouncer.due(at(13.5))).containsExactly(PATH);
    assertThat(debouncer.isSettled(song(7), at(13.5))).isTrue();
  }

  @Test
  void aChangeWithoutAnEventRestartsTheSettleTime() {
    debouncer.seen(song(5), at(10));
    debouncer.due(at(12));
    assertThat(debouncer.isSettled(song(7), at(12))).isFalse();
    assertThat(debouncer.due(at(13))).isEmpty();
    assertThat(debouncer.due(at(14))).containsExactly(PATH);
    assertThat(debouncer.isSettled(song(7), at(14))).isTrue();
  }

  @Test
  void aWriterIsWaitedForWhileItWritesHoweverLong() {
    debouncer.created(song(0), at(10));
    for (int second = 11; second < 4000; second += 50) {
      debouncer.modified(PATH, at(second));
      assertThat(debouncer.due(at(second + 49))).isEmpty();
    }
    debouncer.completed(song(9), at(4000));
    assertThat(debouncer.due(at(4002))).containsExactly(PATH);
  }

  @Test
  void aWriterIdleForAMinuteIsIgnored() {
    debouncer.created(song(0), at(10));
    debouncer.modified(PATH, at(20));
    assertThat(debouncer.due(at(79.9))).isEmpty();
    assertThat(debouncer.due(at(80))).containsExactly(PATH);
    assertThat(debouncer.isSettled(song(9), at(80))).isTrue();
  }

  @Test
  void withALongSettleTimeAnIdleWriterHasTenOfThem() {
    debouncer.begin(Duration.ofSeconds(30), false);
    debouncer.written(song(5), at(10));
    assertThat(debouncer.due(at(309))).isEmpty();
    assertThat(debouncer.due(at(310))).containsExactly(PATH);
  }

  @Test
  void aNameThatAppearsWithContentIsALinkAndHasNoWriter() {
    debouncer.created(song(5), at(10));
    assertThat(debouncer.due(at(12))).containsExactly(PATH);
  }

  @Test
  void aChangeOfADueFileRestartsTheSettleTime() {
    debouncer.completed(song(5), at(10));
    debouncer.due(at(12));
    debouncer.modified(PATH, at(12.1));
    assertThat(debouncer.isSettled(song(6), at(12.2))).isFalse();
    debouncer.completed(song(6), at(13));
    assertThat(debouncer.due(at(15))).containsExactly(PATH);
    assertThat(debouncer.isSettled(song(6), at(15))).isTrue();
  }

  @Test
  void afterLostEventsNoWriterIsWaitedFor() {
    debouncer.created(song(0), at(10));
    debouncer.resetWriters();
    debouncer.seen(song(9), at(11));
    assertThat(debouncer.due(at(13))).containsExactly(PATH);
    assertThat(debouncer.isSettled(song(9), at(13))).isTrue();
  }

  @Test
  void aFileReportedInItsCurrentStateIsKnown() {
    report(song(5));
    assertThat(debouncer.isReported(song(5))).isTrue();
    assertThat(debouncer.isReported(song(6))).isFalse();
    debouncer.attributesChanged(song(5), at(20));
    assertThat(debouncer.isReported(song(5))).isFalse();
    debouncer.due(at(22));
    assertThat(debouncer.isSettled(song(5), at(22))).isFalse();
    assertThat(debouncer.waiting()).isZero();
  }

  @Test
  void aChangeOfPermissionsMakesItUnknownToo() {
    report(song(5));
    assertThat(debouncer.isReported(new Song(song(5).file(), 77))).isFalse();
  }

  @Test
  void forgottenFilesAndFoldersAreNotKnown() {
    report(song(5));
    debouncer.retainNames(PATH.getParent(), Set.of(PATH.getFileName()));
    debouncer.retainFolders(Path.of("/other"), Set.of());
    assertThat(debouncer.isReported(song(5))).isTrue();
    debouncer.retainFolders(Path.of("/inbox"), Set.of());
    assertThat(debouncer.isReported(song(5))).isFalse();
    report(song(5));
    debouncer.forget(PATH);
    assertThat(debouncer.isReported(song(5))).isFalse();
    report(song(5));
    debouncer.retainNames(PATH.getParent(), Set.of());
    assertThat(debouncer.isReported(song(5))).isFalse();
  }

  @Test
  void aRejectedFileIsReportedAgainAfterAMinute() {
    debouncer.completed(song(5), at(10));
    debouncer.due(at(12));
    debouncer.postpone(song(5), Hold.REFUSED, at(12));
    assertThat(debouncer.due(at(71))).isEmpty();
    assertThat(debouncer.due(at(72))).containsExactly(PATH);
    assertThat(debouncer.isSettled(song(5), at(72))).isTrue();
  }

  @Test
  void theDelayIsTheTimeSinceItWasDue() {
    debouncer.completed(song(5), at(10));
    debouncer.due(at(12.5));
    assertThat(debouncer.reported(song(5), at(12.75))).isEqualTo(at(0.75));
  }

  @Test
  void dueFilesAreReportedOnceInPathOrder() {
    debouncer.seen(song("/inbox/b.mp3"), at(10));
    debouncer.seen(song("/inbox/a/z.mp3"), at(10));
    debouncer.seen(song("/inbox/a.mp3"), at(10));
    assertThat(debouncer.due(at(12)))
        .containsExactly(
            Path.of("/inbox/a.mp3"), Path.of("/inbox/a/z.mp3"), Path.of("/inbox/b.mp3"));
    assertThat(debouncer.due(at(12))).isEmpty();
    assertThat(debouncer.untilDue(at(12))).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void theStatusShowsTheTimeLeftAndTheReason() {
    debouncer.completed(song(5), at(10));
    assertThat(debouncer.status(song(5), at(11.5)))
        .isEqualTo(new FileStatus.Settling(Duration.ofMillis(500), "it has changed recently"));
    debouncer.modified(PATH, at(12));
    assertThat(debouncer.status(song(5), at(13)))
        .isEqualTo(
            new FileStatus.Settling(Duration.ofSeconds(59), "a program is still writing it"));
    debouncer.forget(PATH);
    assertThat(debouncer.status(song(5), at(13))).isEqualTo(new FileStatus.Unseen());
    report(song(5));
    assertThat(debouncer.status(song(5), at(13))).isEqualTo(new FileStatus.Settled());
  }

  private void report(Song song) {
    debouncer.completed(song, at(0));
    debouncer.reported(song, at(2));
  }

  private static long at(double seconds) {
    return Math.round(seconds * 1e9);
  }

  private static Song song(long size) {
    return new Song(new SongFile(PATH, 1, size, size), 1);
  }

  private static Song song(String path) {
    return new Song(new SongFile(Path.of(path), 1, 1, 1), 1);
  }
}
