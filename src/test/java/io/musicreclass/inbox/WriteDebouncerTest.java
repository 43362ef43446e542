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

/** Times are in seconds here; the settle time is two. */
class WriteDebouncerTest {
  private static final Path PATH = Path.of("/inbox/a.mp3");
  private final WriteDebouncer settling = new WriteDebouncer();

  @BeforeEach
  void begin() {
    settling.begin(Duration.ofSeconds(2), false);
  }

  @Test
  void aFileIsWholeWhenUnchangedForTheSettleTime() {
    settling.completed(song(5), at(10));
    assertThat(settling.due(at(11.9))).isEmpty();
    assertThat(settling.due(at(12))).containsExactly(PATH);
    assertThat(settling.settled(song(5), at(12))).isTrue();
  }

  @Test
  void aFileThatCouldNotBeLookedAtIsNotForgotten() {
    settling.completed(song(5), at(10));
    assertThat(settling.due(at(12))).containsExactly(PATH);
    settling.postpone(PATH, at(12));
    assertThat(settling.due(at(71.9))).isEmpty();
    assertThat(settling.due(at(72))).containsExactly(PATH);
    assertThat(settling.settled(song(5), at(72))).isTrue();
  }

  @Test
  void aWriterThatClosesAndReopensStartsTheTimeAnew() {
    settling.completed(song(5), at(10));
    settling.modified(PATH, at(11));
    settling.completed(song(7), at(11.5));
    assertThat(settling.due(at(13))).isEmpty();
    assertThat(settling.due(at(13.5))).containsExactly(PATH);
    assertThat(settling.settled(song(7), at(13.5))).isTrue();
  }

  @Test
  void aChangeThatNoEventToldStartsTheTimeAnew() {
    settling.seen(song(5), at(10));
    settling.due(at(12));
    assertThat(settling.settled(song(7), at(12))).isFalse();
    assertThat(settling.due(at(13))).isEmpty();
    assertThat(settling.due(at(14))).containsExactly(PATH);
    assertThat(settling.settled(song(7), at(14))).isTrue();
  }

  @Test
  void aWriterIsWaitedForWhileItWritesHoweverLong() {
    settling.created(song(0), at(10));
    for (int second = 11; second < 4000; second += 50) {
      settling.modified(PATH, at(second));
      assertThat(settling.due(at(second + 49))).isEmpty();
    }
    settling.completed(song(9), at(4000));
    assertThat(settling.due(at(4002))).containsExactly(PATH);
  }

  @Test
  void aWriterSilentForAMinuteCountsAsGone() {
    settling.created(song(0), at(10));
    settling.modified(PATH, at(20));
    assertThat(settling.due(at(79.9))).isEmpty();
    assertThat(settling.due(at(80))).containsExactly(PATH);
    assertThat(settling.settled(song(9), at(80))).isTrue();
  }

  @Test
  void withALongSettleTimeASilentWriterHasTenOfThem() {
    settling.begin(Duration.ofSeconds(30), false);
    settling.written(song(5), at(10));
    assertThat(settling.due(at(309))).isEmpty();
    assertThat(settling.due(at(310))).containsExactly(PATH);
  }

  @Test
  void aNameThatAppearsWithContentIsALinkAndHasNoWriter() {
    settling.created(song(5), at(10));
    assertThat(settling.due(at(12))).containsExactly(PATH);
  }

  @Test
  void aChangeWhileItWasDueTakesItBack() {
    settling.completed(song(5), at(10));
    settling.due(at(12));
    settling.modified(PATH, at(12.1));
    assertThat(settling.settled(song(6), at(12.2))).isFalse();
    settling.completed(song(6), at(13));
    assertThat(settling.due(at(15))).containsExactly(PATH);
    assertThat(settling.settled(song(6), at(15))).isTrue();
  }

  @Test
  void whenEventsWereLostNobodyIsWaitedFor() {
    settling.created(song(0), at(10));
    settling.forgetWriters();
    settling.seen(song(9), at(11));
    assertThat(settling.due(at(13))).containsExactly(PATH);
    assertThat(settling.settled(song(9), at(13))).isTrue();
  }

  @Test
  void whatWasReportedAsItIsIsKnown() {
    report(song(5));
    assertThat(settling.knows(song(5))).isTrue();
    assertThat(settling.knows(song(6))).isFalse();
    settling.retouched(song(5), at(20));
    assertThat(settling.knows(song(5))).isFalse();
    settling.due(at(22));
    assertThat(settling.settled(song(5), at(22))).isFalse();
    assertThat(settling.waiting()).isZero();
  }

  @Test
  void aChangeOfAnythingButTheSongMakesItUnknownToo() {
    report(song(5));
    assertThat(settling.knows(new Song(song(5).file(), 77))).isFalse();
  }

  @Test
  void forgottenFilesAndFoldersAreNotKnown() {
    report(song(5));
    settling.keepNames(PATH.getParent(), Set.of(PATH.getFileName()));
    settling.keepFolders(Path.of("/other"), Set.of());
    assertThat(settling.knows(song(5))).isTrue();
    settling.keepFolders(Path.of("/inbox"), Set.of());
    assertThat(settling.knows(song(5))).isFalse();
    report(song(5));
    settling.forget(PATH);
    assertThat(settling.knows(song(5))).isFalse();
    report(song(5));
    settling.keepNames(PATH.getParent(), Set.of());
    assertThat(settling.knows(song(5))).isFalse();
  }

  @Test
  void aRefusedFileIsOfferedAgainAfterAMinute() {
    settling.completed(song(5), at(10));
    settling.due(at(12));
    settling.postpone(song(5), Hold.REFUSED, at(12));
    assertThat(settling.due(at(71))).isEmpty();
    assertThat(settling.due(at(72))).containsExactly(PATH);
    assertThat(settling.settled(song(5), at(72))).isTrue();
  }

  @Test
  void theDelayIsWhatPassedSinceItWasDue() {
    settling.completed(song(5), at(10));
    settling.due(at(12.5));
    assertThat(settling.reported(song(5), at(12.75))).isEqualTo(at(0.75));
  }

  @Test
  void whatIsDueComesInPathOrderAndOnce() {
    settling.seen(song("/inbox/b.mp3"), at(10));
    settling.seen(song("/inbox/a/z.mp3"), at(10));
    settling.seen(song("/inbox/a.mp3"), at(10));
    assertThat(settling.due(at(12)))
        .containsExactly(
            Path.of("/inbox/a.mp3"), Path.of("/inbox/a/z.mp3"), Path.of("/inbox/b.mp3"));
    assertThat(settling.due(at(12))).isEmpty();
    assertThat(settling.untilDue(at(12))).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void whyTellsTheTimeLeftAndWhatFor() {
    settling.completed(song(5), at(10));
    assertThat(settling.why(song(5), at(11.5)))
        .isEqualTo(
            new FileStatus.Settling(
                Duration.ofMillis(500), "it has not been unchanged for long enough"));
    settling.modified(PATH, at(12));
    assertThat(settling.why(song(5), at(13)))
        .isEqualTo(
            new FileStatus.Settling(
                Duration.ofSeconds(59), "a program is writing it and has not closed it"));
    settling.forget(PATH);
    assertThat(settling.why(song(5), at(13))).isEqualTo(new FileStatus.Unseen());
    report(song(5));
    assertThat(settling.why(song(5), at(13))).isEqualTo(new FileStatus.Settled());
  }

  private void report(Song song) {
    settling.completed(song, at(0));
    settling.reported(song, at(2));
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
