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
  void aDamagedPacketIsSilenceOfItsLength() throws IOException {
    float[] whole = Read.full(alac());
    float[] spoiled = Read.full(spoil(alac(), 0.50, 0.505));

    assertThat(spoiled).hasSameSizeAs(whole);
    int different = 0;
    int silent = 0;
    for (int i = 0; i < whole.length; i++) {
      different += spoiled[i] != whole[i] ? 1 : 0;
      silent += spoiled[i] != whole[i] && spoiled[i] == 0 ? 1 : 0;
    }
    assertThat(different).isBetween(8000, 6 * 8192);
    assertThat(silent).isGreaterThan(4000);
  }

  @Test
  void behindDamageTheMiddleIsStillASliceOfTheWhole() throws IOException {
    Decoded.Audio audio = Read.audio(spoil(alac(), 0.3, 0.31));
    float[] full = Read.all(audio.pcm(Excerpt.FULL));
    Excerpt middle = Excerpt.parse("middle:1");
    int first = 2 * (int) middle.firstFrame(full.length / 2, 44100);

    float[] slice = Arrays.copyOfRange(full, first, first + 88200);

    assertThat(Arrays.equals(Read.all(audio.pcm(middle)), slice)).isTrue();
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
  void aSongOfWhichNothingDecodesIsUnreadable() throws IOException {
    Path file = alac();
    byte[] bytes = Files.readAllBytes(file);
    int moov = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("moov");
    Arrays.fill(bytes, 44, moov - 4, (byte) 0x55);
    Files.write(file, bytes);

    assertThat(Read.unreadable(file).reason()).isEqualTo(Decoded.Reason.DAMAGED);
  }

  @Test
  void aSongThatChangesItsRateSaysSo() throws IOException {
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
  void aSongCutOffSaysHowMuchIsThere() throws IOException {
    Path file = TestAudio.wav(dir.resolve("x.wav"), 44100, 2, 16, MUSIC);
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, 44 + 4 * 44100 * 4));

    assertThat(Read.unreadable(file))
        .isEqualTo(
            new Decoded.Unreadable(
                Decoded.Reason.TRUNCATED,
                "x.wav ends early: its header promises 10.0 s, 4.0 s are there; copy it again"));
  }
}
