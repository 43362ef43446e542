package io.musicreclass.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.track.Excerpt;
import io.musicreclass.track.MonoForm;
import io.musicreclass.track.Pcm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One decode for several forms of a passage. */
class KeptMonoTest {
  @TempDir private Path folder;

  private Decoded.Audio song(int rate, int channels) {
    float[] music = TestAudio.music(rate, channels, 5);
    return Read.audio(TestAudio.wav(folder.resolve("song.wav"), rate, channels, 16, music));
  }

  private static Passage whole(Decoded.Audio song) {
    return song.passage(Excerpt.FULL);
  }

  @ParameterizedTest
  @CsvSource({
    "44100, 2, 16000, FFMPEG",
    "44100, 1, 24000, MEAN",
    "48000, 6, 32000, FFMPEG",
    "16000, 2, 16000, FFMPEG"
  })
  void whatIsKeptEqualsAnotherDecodeAndNeedsNoFile(
      int rate, int channels, int wanted, MonoForm form) throws IOException {
    Decoded.Audio song = song(rate, channels);
    Passage whole = whole(song);
    float[] decoded = Read.all(song.mono(song.pcm(whole), wanted, form));

    song.expect(whole, wanted, form);
    float[] first = Read.all(song.keeping(whole, song.pcm(whole)));
    assertThat(first).isEqualTo(Read.full(folder.resolve("song.wav")));
    Files.delete(folder.resolve("song.wav"));
    Pcm kept = song.takeKept(whole, wanted, form).orElseThrow();

    assertThat(kept.sampleRate()).isEqualTo(wanted);
    assertThat(kept.channels()).isEqualTo(1);
    assertThat(Read.all(kept)).isEqualTo(decoded);
    assertThat(Read.all(kept)).as("a second pass").isEqualTo(decoded);
  }

  @Test
  void severalFormsAreKeptByTheSamePassAndEachCanBeTakenAsOftenAsExpected() throws IOException {
    Decoded.Audio song = song(44_100, 2);
    Passage whole = whole(song);
    for (int rate : List.of(16_000, 24_000)) {
      song.expect(whole, rate, MonoForm.MEAN);
    }
    song.expect(whole, 24_000, MonoForm.MEAN);
    var unused = Read.all(song.keeping(whole, song.pcm(whole)));
    for (int rate : List.of(16_000, 24_000)) {
      assertThat(Read.all(song.takeKept(whole, rate, MonoForm.MEAN).orElseThrow()))
          .hasSize(5 * rate);
    }
    assertThat(song.takeKept(whole, 16_000, MonoForm.MEAN)).isEmpty();
    assertThat(song.takeKept(whole, 24_000, MonoForm.MEAN)).isPresent();
    assertThat(song.takeKept(whole, 24_000, MonoForm.MEAN)).isEmpty();
  }

  @Test
  void aPassThatEndsEarlyOrReadsAnotherPassageKeepsNothing() throws IOException {
    Decoded.Audio song = song(44_100, 2);
    Passage whole = whole(song);
    Passage start = song.passage(Excerpt.parse("start:2"));
    song.expect(whole, 16_000, MonoForm.MEAN);
    var unused = Read.all(song.keeping(start, song.pcm(start)));
    try (Pcm.Pass pass = song.keeping(whole, song.pcm(whole)).open()) {
      assertThat(pass.read(new float[2000])).isEqualTo(1000);
    }
    assertThat(song.takeKept(whole, 16_000, MonoForm.MEAN)).isEmpty();
  }

  @Test
  void tenMinutesAreKeptAndLongerSongsAreDecodedAgain() {
    assertThat(KeptMono.isAffordable(600, 1000)).isTrue();
    assertThat(KeptMono.isAffordable(600.1, 1000)).isFalse();
  }
}
