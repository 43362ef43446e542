package io.musicreclass.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.musicreclass.track.Excerpt;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DamageTest {
  private static final float[] MUSIC = TestAudio.music(44100, 2, 10);

  @TempDir Path dir;

  private Path alac() {
    return TestAudio.write(dir.resolve("x.m4a"), "ipod", "alac", 44100, 2, MUSIC);
  }

  /** Overwrites part of the bytes. */
  private static Path spoil(Path file, double from, double to) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    Arrays.fill(bytes, (int) (bytes.length * from), (int) (bytes.length * to), (byte) 0x55);
    return Files.write(file, bytes);
  }

  @Test
  void aDamagedPacketIsSkipped() throws IOException {
    float[] whole = Read.full(alac());
    float[] spoiled = Read.full(spoil(alac(), 0.50, 0.505));
    int missing = whole.length - spoiled.length;
    int third = whole.length / 3;

    assertThat(missing).isPositive().isLessThan(6 * 8192);
    assertThat(missing % 8192).as("whole packets").isZero();
    assertThat(Arrays.equals(Arrays.copyOf(spoiled, third), Arrays.copyOf(whole, third))).isTrue();
    assertThat(Arrays.equals(tail(spoiled, third), tail(whole, third))).isTrue();
  }

  private static float[] tail(float[] x, int count) {
    return Arrays.copyOfRange(x, x.length - count, x.length);
  }

  @Test
  void afterDamageTheMiddleIsWhereThePacketsDeclareIt() throws IOException {
    Excerpt middle = Excerpt.parse("middle:1");
    float[] sound = Read.all(Read.audio(alac()).pcm(middle));
    float[] spoiled = Read.all(Read.audio(spoil(alac(), 0.15, 0.16)).pcm(middle));

    assertThat(Arrays.equals(spoiled, sound)).isTrue();
  }

  @Test
  void aSongDamagedByMoreThanATenthIsNotRead() throws IOException {
    Decoded.Audio audio = Read.audio(spoil(alac(), 0.4, 0.6));

    assertThatIOException()
        .isThrownBy(() -> Read.all(audio.pcm(Excerpt.FULL)))
        .withMessageContaining("x.m4a is damaged")
        .withMessageContaining("copy it again");
  }

  @Test
  void anUndamagedPartOfADamagedSongIsRead() throws IOException {
    Decoded.Audio audio = Read.audio(spoil(alac(), 0.6, 0.9));

    assertThat(Read.all(audio.pcm(Excerpt.parse("start:3")))).hasSize(2 * 3 * 44100);
  }

  @Test
  void aSongThatCannotBeDecodedAtAllIsUnreadable() throws IOException {
    Path file = alac();
    byte[] bytes = Files.readAllBytes(file);
    int moov = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("moov");
    Arrays.fill(bytes, 44, moov - 4, (byte) 0x55);
    Files.write(file, bytes);

    assertThat(Read.unreadable(file).reason()).isEqualTo(Decoded.Reason.DAMAGED);
  }

  @Test
  void theMiddleOfConcatenatedSongsIsFound() throws IOException {
    Path file = TestAudio.write(dir.resolve("x.ogg"), "ogg", "vorbis", 44100, 2, MUSIC);
    Files.write(file, Files.readAllBytes(file), StandardOpenOption.APPEND);
    Decoded.Audio audio = Read.audio(file);
    float[] full = Read.all(audio.pcm(Excerpt.FULL));
    Excerpt middle = Excerpt.parse("middle:1");
    int first = 2 * (int) middle.firstFrame(full.length / 2, 44100);

    assertThat(full.length / 2 / 44100).isBetween(19, 20);
    assertThat(
            Arrays.equals(
                Read.all(audio.pcm(middle)), Arrays.copyOfRange(full, first, first + 88200)))
        .isTrue();
  }

  @Test
  void aSongThatChangesItsRateIsReported() throws IOException {
    Path low = dir.resolve("low.ogg");
    Path file = dir.resolve("x.ogg");
    TestAudio.write(file, "ogg", "flac", 44100, 2, TestAudio.music(44100, 2, 3));
    TestAudio.write(low, "ogg", "flac", 22050, 2, TestAudio.music(22050, 2, 3));
    Files.write(file, Files.readAllBytes(low), StandardOpenOption.APPEND);
    Decoded.Audio audio = Read.audio(file);

    assertThatIOException()
        .isThrownBy(() -> Read.all(audio.pcm(Excerpt.FULL)))
        .withMessageContaining("changes its sample rate");
  }

  @Test
  void aTruncatedSongIsReportedWithItsActualLength() throws IOException {
    Path file = TestAudio.wav(dir.resolve("x.wav"), 44100, 2, 16, MUSIC);
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, 44 + 4 * 44100 * 4));

    assertThat(Read.unreadable(file))
        .isEqualTo(
            new Decoded.Unreadable(
                Decoded.Reason.TRUNCATED,
                "x.wav is truncated: its header declares 10.0 s, but it has 4.0 s; copy it again"));
  }
}
