package io.musicreclass.decode;

import static io.musicreclass.decode.TestAudio.wavBytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import io.musicreclass.track.Excerpt;
import io.musicreclass.track.Pcm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PcmTest {
  @TempDir Path dir;

  private Pcm pcm(int rate, int channels, int bits, float... samples) {
    Path file = TestAudio.wav(dir.resolve("x.wav"), rate, channels, bits, samples);
    return Read.audio(file).pcm(Excerpt.FULL);
  }

  @ParameterizedTest
  @CsvSource({"8, 0.9921875", "16, 0.999969482421875", "24, 0.99999988079071", "32, 1", "-32, 1"})
  void samplesAreTheirIntegerOverHalfTheRange(int bits, float one) throws IOException {
    assertThat(Read.all(pcm(44100, 1, bits, 0, 0.5f, -0.25f, -1, 1)))
        .containsExactly(0, 0.5f, -0.25f, -1, one);
  }

  @Test
  void floatsBeyondOneAreKeptAndNonFiniteOnesBecomeZero() throws IOException {
    float[] wild = {1.5f, Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, -2, 1e-30f};

    assertThat(Read.all(pcm(44100, 1, -32, wild))).containsExactly(1.5f, 0, 0, 0, -2, 1e-30f);
  }

  @Test
  void channelsKeepTheirOrder() throws IOException {
    assertThat(Read.all(pcm(48000, 6, 16, .1f, .2f, .3f, .4f, .5f, .6f)))
        .containsExactly(new float[] {.1f, .2f, .3f, .4f, .5f, .6f}, within(1e-4f));
  }

  @Test
  void allBlocksButTheLastAreFull() throws IOException {
    Pcm pcm = pcm(44100, 2, 16, TestAudio.music(44100, 2, 1));
    float[] block = new float[2001];
    try (Pcm.Pass pass = pcm.open()) {
      for (int i = 0; i < 44; i++) {
        assertThat(pass.read(block)).isEqualTo(1000);
      }
      assertThat(pass.read(block)).isEqualTo(100);
      assertThat(pass.read(block)).isEqualTo(-1);
      assertThat(pass.read(block)).isEqualTo(-1);
    }
  }

  @Test
  void twoPassesAreIndependent() throws IOException {
    float[] music = TestAudio.music(44100, 1, 1);
    Pcm pcm = pcm(44100, 1, -32, music);
    float[] a = new float[1000];
    float[] b = new float[1000];
    try (Pcm.Pass first = pcm.open();
        Pcm.Pass second = pcm.open()) {
      first.read(a);
      first.read(a);
      second.read(b);
    }

    assertThat(a).containsExactly(Arrays.copyOfRange(music, 1000, 2000));
    assertThat(b).containsExactly(Arrays.copyOfRange(music, 0, 1000));
  }

  @Test
  void readingAClosedPassFails() throws IOException {
    Pcm.Pass pass = pcm(44100, 1, 16, new float[] {0.5f, 0.5f}).open();
    pass.close();
    pass.close();

    assertThatIllegalStateException()
        .isThrownBy(() -> pass.read(new float[10]))
        .withMessage("The pass is closed");
  }

  @Test
  void aFileDeletedWhileItIsReadIsReadToItsEnd() throws IOException {
    float[] music = TestAudio.music(44100, 2, 20);
    Pcm pcm = pcm(44100, 2, 16, music);
    long frames = 0;
    try (Pcm.Pass pass = pcm.open()) {
      float[] block = new float[10_000];
      frames += pass.read(block);
      Files.delete(dir.resolve("x.wav"));
      for (int n = pass.read(block); n > 0; n = pass.read(block)) {
        frames += n;
      }
    }

    assertThat(frames).isEqualTo(music.length / 2);
  }

  @Test
  void aFileDeletedBeforeThePassIsReported() throws IOException {
    Pcm pcm = pcm(44100, 2, 16, TestAudio.music(44100, 2, 1));
    Files.delete(dir.resolve("x.wav"));

    assertThatIOException().isThrownBy(pcm::open).withMessageStartingWith("x.wav no longer exists");
  }

  @Test
  void aFileChangedBeforeThePassIsReported() throws IOException {
    Pcm pcm = pcm(44100, 2, 16, TestAudio.music(44100, 2, 1));
    Files.write(dir.resolve("x.wav"), wavBytes(44100, 2, 16, TestAudio.music(44100, 2, 2)));

    assertThatIOException().isThrownBy(pcm::open).withMessageStartingWith("x.wav was changed");
  }

  @Test
  void theExcerptIsCutAtTheSongsOwnRate() throws IOException {
    float[] music = TestAudio.music(44100, 1, 10);
    Path file = TestAudio.wav(dir.resolve("x.wav"), 44100, 1, -32, music);
    Pcm middle = Read.audio(file).pcm(Excerpt.parse("middle:0.1"));

    assertThat(Read.all(middle)).containsExactly(Arrays.copyOfRange(music, 218_295, 222_705));
  }
}
