package io.musicreclass.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.decode.TestAudio;
import io.musicreclass.publish.Eventually;
import io.musicreclass.spectrogram.Spectrogram;
import io.musicreclass.testing.ManualClock;
import io.musicreclass.track.ClassifiedTrack;
import io.musicreclass.track.ClassifiedTrack.Origin;
import io.musicreclass.track.TrackId;
import io.musicreclass.track.Verdict;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LastSongImageTest {
  private static final int RATE = 22_050;

  @TempDir private Path folder;

  private final ManualClock clock = new ManualClock();
  private final AtomicReference<Optional<ClassifiedTrack>> newest =
      new AtomicReference<>(Optional.empty());
  private final AtomicInteger asked = new AtomicInteger();
  private final BlockingQueue<byte[]> published = new LinkedBlockingQueue<>();
  private Optional<byte[]> cover = Optional.empty();

  private ClassifiedTrack song(int number, Origin origin) {
    Verdict.Decided verdict =
        new Verdict.Decided("Jazz", 0.9, true, 1, "top1", Map.of("Jazz", 0.9), List.of());
    TrackId id = new TrackId("sha256:" + Integer.toString(number).repeat(64));
    Path path = folder.resolve("song.wav");
    return new ClassifiedTrack(id, path, origin, verdict, 2, 1, 1, clock.instant());
  }

  private Optional<ClassifiedTrack> newest() {
    asked.incrementAndGet();
    return newest.get();
  }

  private LastSongImage image() {
    float[] noise = new float[2 * RATE];
    for (int i = 0; i < noise.length; i++) {
      noise[i] = (float) Math.sin(i * 0.1);
    }
    Path file = TestAudio.wav(folder.resolve("song.wav"), RATE, 1, 16, noise);
    LastSongImage image =
        new LastSongImage(
            this::newest,
            id -> cover,
            id ->
                Optional.of(
                    ((Spectrogram.Outcome.Computed) Spectrogram.of(file)).spectrogram().png()),
            published::add,
            clock);
    Eventually.holds("looked what was shown before", () -> asked.get() == 1);
    return image;
  }

  @Test
  void theSongFromBeforeTheStartIsNotOpenedAgain() throws Exception {
    cover = Optional.of(new byte[] {1, 2, 3});
    newest.set(Optional.of(song(1, Origin.INBOX)));
    try (LastSongImage image = image()) {
      image.wake();
      Eventually.holds("asked", () -> asked.get() == 2);
      newest.set(Optional.of(song(2, Origin.INBOX)));
      image.wake();
      assertThat(published.poll(30, TimeUnit.SECONDS)).isNotNull();
      assertThat(published).isEmpty();
    }
  }

  @Test
  void theCoverIsPublishedInsteadOfTheSpectrogramIfThereIsOne() throws Exception {
    cover = Optional.of(new byte[] {1, 2, 3});
    try (LastSongImage image = image()) {
      newest.set(Optional.of(song(1, Origin.INBOX)));
      image.wake();
      assertThat(published.poll(30, TimeUnit.SECONDS)).containsExactly(1, 2, 3);
    }
  }

  @Test
  void theSpectrogramOfTheNewestSongIsPublishedOnceAsPng() throws Exception {
    try (LastSongImage image = image()) {
      newest.set(Optional.of(song(1, Origin.INBOX)));
      image.wake();
      byte[] png = published.poll(30, TimeUnit.SECONDS);
      assertThat(ImageIO.read(new ByteArrayInputStream(png)).getHeight()).isEqualTo(128);
      clock.now = clock.now.plusSeconds(300);
      image.wake(); // the same song
      Eventually.holds("asked again", () -> asked.get() == 3);
      clock.now = clock.now.plusSeconds(300);
      newest.set(Optional.of(song(2, Origin.LIBRARY)));
      image.wake();
      assertThat(published.poll(30, TimeUnit.SECONDS)).isNotNull();
      image.wake();
      Eventually.holds("asked a fourth time", () -> asked.get() == 5);
      assertThat(published).isEmpty();
    }
  }

  @Test
  void aSongOfTheInboxDoesNotWaitForTheIntervalOfTheLibrary() throws Exception {
    try (LastSongImage image = image()) {
      newest.set(Optional.of(song(1, Origin.LIBRARY)));
      image.wake();
      assertThat(published.poll(30, TimeUnit.SECONDS)).isNotNull();
      clock.now = clock.now.plusSeconds(11);
      newest.set(Optional.of(song(2, Origin.LIBRARY)));
      image.wake(); // not due for 49 s
      newest.set(Optional.of(song(3, Origin.INBOX)));
      image.wake();
      assertThat(published.poll(30, TimeUnit.SECONDS)).isNotNull();
      assertThat(published).isEmpty();
    }
  }
}
