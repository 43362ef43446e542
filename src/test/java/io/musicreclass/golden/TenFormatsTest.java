package io.musicreclass.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.musicreclass.decode.Decoded;
import io.musicreclass.decode.Decoder;
import io.musicreclass.decode.TestAudio;
import io.musicreclass.features.Fma518;
import io.musicreclass.track.Excerpt;
import io.musicreclass.track.Features;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same song in ten formats and more. */
class TenFormatsTest {
  private static final int RATE = 44_100;
  private static final double SECONDS = 8;

  @TempDir private static Path folder;
  private static float[] song;
  private static Features reference;

  @BeforeAll
  static void original() throws IOException {
    song = music(RATE);
    Path wav = TestAudio.wav(folder.resolve("original.wav"), RATE, 2, 16, song);
    reference = features(audio(wav));
  }

  @ParameterizedTest
  @CsvSource({
    "x.flac, flac, flac, 16",
    "x.wav, wav, pcm_s16le, 16",
    "x.aiff, aiff, pcm_s16be, 16",
    "alac.m4a, ipod, alac, 16",
    "x.wv, wv, wavpack, 24",
    "x.tta, tta, tta, 24",
    "x.mka, matroska, flac, 16",
    "x.au, au, pcm_s16be, 16"
  })
  void losslessFormatsGiveTheSameBits(String name, String muxer, String encoder, String bits)
      throws IOException {
    Decoded.Audio audio = encoded(name, muxer, encoder, bits);
    assertThat(audio.seconds()).isEqualTo(SECONDS, within(1e-6));
    assertThat(features(audio)).isEqualTo(reference);
  }

  /**
   * Bounds: what the codec adds at both ends (encoder delay and its last frame, in samples), and
   * how far the mean loudness and the mean contrast of the second band move, relatively. They hold
   * with a margin of two for FFmpeg 8.0's encoders at their default bit rates.
   */
  @ParameterizedTest
  @CsvSource({
    "x.mp3, mp3, libmp3lame, 2304, 0.1",
    "x.ogg, ogg, vorbis, 2048, 0.1",
    "x.opus, ogg, libopus, 1920, 0.1",
    "x.m4a, ipod, aac, 3072, 0.1",
    "x.wma, asf, wmav2, 6144, 0.1"
  })
  void lossyFormatsStayWithinTheirPadding(
      String name, String muxer, String encoder, int padding, double bound) throws IOException {
    int rate = encoder.equals("libopus") ? 48_000 : RATE;
    Decoded.Audio audio =
        audio(TestAudio.write(folder.resolve(name), muxer, encoder, rate, 2, music(rate)));
    long frames = frames(audio);
    assertThat(frames)
        .isBetween(Math.round(SECONDS * rate) - padding, Math.round(SECONDS * rate) + padding);
    Features features = features(audio);
    Features original = uncompressed(rate);
    double loudness = relative("rmse.mean.01", features, original);
    double contrast = relative("spectral_contrast.mean.02", features, original);
    System.out.printf(
        "%-10s %4d samples off, rmse %.4f, contrast %.4f off%n",
        encoder, frames - Math.round(SECONDS * rate), loudness, contrast);
    double worst = Math.max(loudness, contrast);
    assertThat(worst).isLessThan(bound);
  }

  /** Music of 16-bit samples, so that formats of any depth can hold it exactly. */
  private static float[] music(int rate) {
    float[] samples = TestAudio.music(rate, 2, SECONDS);
    for (int i = 0; i < samples.length; i++) {
      samples[i] = Math.round(samples[i] * 32768) / 32768f;
    }
    return samples;
  }

  /** The uncompressed song at that rate. */
  private static Features uncompressed(int rate) throws IOException {
    float[] samples = music(rate);
    return features(audio(TestAudio.wav(folder.resolve(rate + ".wav"), rate, 2, 16, samples)));
  }

  private static double relative(String feature, Features a, Features b) {
    return Math.abs(a.value(feature) / b.value(feature) - 1);
  }

  private static Decoded.Audio encoded(String name, String muxer, String encoder, String bits) {
    return audio(
        TestAudio.write(folder.resolve(name), muxer, encoder, RATE, 2, song, Map.of("bits", bits)));
  }

  private static Decoded.Audio audio(Path file) {
    Decoded decoded = Decoder.open(file);
    assertThat(decoded).as("%s", decoded).isInstanceOf(Decoded.Audio.class);
    return (Decoded.Audio) decoded;
  }

  private static Features features(Decoded.Audio audio) throws IOException {
    return Fma518.extract(audio.pcm(Excerpt.FULL), Fma518.Mode.STRICT, 1).features();
  }

  private static long frames(Decoded.Audio audio) throws IOException {
    float[] block = new float[8192 * audio.channels()];
    long frames = 0;
    try (var pass = audio.pcm(Excerpt.FULL).open()) {
      for (int read = pass.read(block); read >= 0; read = pass.read(block)) {
        frames += read;
      }
    }
    return frames;
  }
}
