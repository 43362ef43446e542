package io.musicreclass.playback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.musicreclass.decode.Decoded;
import io.musicreclass.decode.Decoder;
import io.musicreclass.decode.TestAudio;
import io.musicreclass.playback.UnplayableException.Reason;
import io.musicreclass.track.SongFile;
import io.musicreclass.track.TrackId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaybackTest {
  private static final int HEADER = 44;

  @TempDir private Path folder;
  private final List<SongFile> files = new ArrayList<>();
  private Playback playback;

  @BeforeEach
  void setUp() {
    FileOpener<OpenedFile> opener =
        new FileOpener<>(List.of(folder), Duration.ofSeconds(20), OpenedFile::open);
    playback = new Playback(id -> files, opener, Duration.ofMillis(20));
  }

  @Test
  void onlyTheVeryFileThatWasAnalysedIsGivenToAReader() throws IOException {
    TrackId id = new TrackId("sha256:" + "0".repeat(64));
    Path song = Files.writeString(folder.resolve("song"), "the song itself");
    files.add(SongFile.stat(song));
    Path opened = playback.read(id, path -> Files.exists(path) ? path : song);
    assertThat(opened).as("closed").isNotEqualTo(song).doesNotExist();

    Files.writeString(song, "another song");
    assertThatThrownBy(() -> playback.read(id, Path::getFileName))
        .isInstanceOfSatisfying(
            UnplayableException.class, e -> assertThat(e.reason()).isEqualTo(Reason.CHANGED));
  }

  private PlayableSong open(Path file, boolean wave) throws IOException {
    Decoded decoded = Decoder.open(file);
    Decoded.Audio song =
        decoded instanceof Decoded.Silent silent ? silent.song() : (Decoded.Audio) decoded;
    files.add(0, SongFile.stat(file));
    return playback.open(song.id(), song.codec(), wave);
  }

  private static byte[] bytes(PlayableSong song, long first, long count) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    song.write(first, count, out);
    return out.toByteArray();
  }

  private static byte[] all(PlayableSong song) throws IOException {
    return bytes(song, 0, song.size());
  }

  private static short[] samples(byte[] wav) {
    short[] samples = new short[(wav.length - HEADER) / 2];
    ByteBuffer.wrap(wav, HEADER, wav.length - HEADER)
        .order(ByteOrder.LITTLE_ENDIAN)
        .asShortBuffer()
        .get(samples);
    return samples;
  }

  private static double level(byte[] wav) {
    double sum = 0;
    short[] samples = samples(wav);
    for (short sample : samples) {
      sum += Math.pow(sample / 32768.0, 2);
    }
    return Math.sqrt(sum / samples.length);
  }

  @Test
  void aFileThatBrowsersPlayIsSentByteForByte() throws IOException {
    float[] music = TestAudio.music(44_100, 2, 3);
    Path file = TestAudio.write(folder.resolve("a.flac"), "flac", "flac", 44_100, 2, music);
    byte[] expected = Files.readAllBytes(file);
    try (PlayableSong song = open(file, false)) {
      assertThat(song.contentType()).isEqualTo("audio/flac");
      assertThat(all(song)).isEqualTo(expected);
      assertThat(bytes(song, 70_000, 10)).isEqualTo(Arrays.copyOfRange(expected, 70_000, 70_010));
    }
  }

  @ParameterizedTest
  @CsvSource({"ipod, alac, 2", "wv, wavpack, 1", "aiff, pcm_s16be, 2", "asf, wmav2, 2"})
  void anotherFormatBecomesAWavFileWhosePartsFitTogether(String muxer, String encoder, int channels)
      throws IOException {
    float[] music = TestAudio.music(44_100, channels, 9);
    Path file = TestAudio.write(folder.resolve("a.x"), muxer, encoder, 44_100, channels, music);
    try (PlayableSong song = open(file, false)) {
      byte[] whole = all(song);
      assertThat(song.contentType()).isEqualTo("audio/wav");
      assertThat(whole).hasSize((int) song.size());
      Random random = new Random(1);
      for (int i = 0; i < 12; i++) {
        int first = i < 2 ? i * 43 : random.nextInt(whole.length - 1);
        int count = 1 + random.nextInt(Math.min(30_000, whole.length - first));
        assertThat(bytes(song, first, count))
            .as("%d bytes from %d", count, first)
            .isEqualTo(Arrays.copyOfRange(whole, first, first + count));
      }
      Path wav = Files.write(folder.resolve("out.wav"), whole);
      Decoded.Audio again = (Decoded.Audio) Decoder.open(wav);
      assertThat(again.codec()).isEqualTo("pcm_s16le");
      assertThat(again.sampleRate()).isEqualTo(44_100);
      assertThat(again.channels()).isEqualTo(channels);
      assertThat(again.seconds()).isCloseTo(9, within(0.2));
    }
  }

  @Test
  void losslessSamplesOf16BitsStayTheSame() throws IOException {
    float[] music = TestAudio.music(44_100, 2, 2);
    Path file = TestAudio.write(folder.resolve("a.m4a"), "ipod", "alac", 44_100, 2, music);
    try (PlayableSong song = open(file, false)) {
      short[] samples = samples(all(song));
      assertThat(samples).hasSize(music.length);
      for (int i = 0; i < music.length; i++) {
        assertThat((int) samples[i]).isEqualTo(Math.round(music[i] * 32768));
      }
    }
  }

  @Test
  void aHighSampleRateIsDividedWithoutFoldingBackWhatNobodyHears() throws IOException {
    double heard = level(wave(192_000, 4_000));
    double inaudible = level(wave(192_000, 40_000));
    assertThat(heard).isCloseTo(0.5 / Math.sqrt(2), within(0.004));
    assertThat(20 * Math.log10(inaudible / heard)).isLessThan(-60);
  }

  /** The WAV file of a sine, of which parts fit together, too. */
  private byte[] wave(int rate, double hertz) throws IOException {
    float[] sine = new float[rate * 2];
    for (int i = 0; i < sine.length; i++) {
      sine[i] = (float) (0.5 * Math.sin(2 * Math.PI * hertz * i / rate));
    }
    Path file = TestAudio.wav(folder.resolve(hertz + ".wav"), rate, 1, 24, sine);
    try (PlayableSong song = open(file, false)) {
      byte[] whole = all(song);
      assertThat(ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).getInt(24))
          .isEqualTo(48_000);
      assertThat(song.size()).isEqualTo(HEADER + 2 * 48_000 * 2);
      for (int first : new int[] {45, 1000, 100_001}) {
        assertThat(bytes(song, first, 9_000))
            .isEqualTo(Arrays.copyOfRange(whole, first, first + 9_000));
      }
      return whole;
    }
  }

  @Test
  void surroundSoundBecomesStereo() throws IOException {
    float[] tones = TestAudio.tones(48_000, 6, 1);
    Path file = TestAudio.wav(folder.resolve("a.wav"), 48_000, 6, 24, tones);
    try (PlayableSong song = open(file, false)) {
      byte[] whole = all(song);
      assertThat((int) whole[22]).as("channels").isEqualTo(2);
      short first = samples(whole)[2 * 100];
      float others = 0;
      for (int channel = 2; channel < 6; channel++) {
        others += tones[6 * 100 + channel];
      }
      assertThat(first / 32768.0).isCloseTo((tones[600] + others / 2) / 3, within(1e-4));
    }
  }

  @Test
  void aSilentSongIsPlayedToo() throws IOException {
    Path file = TestAudio.wav(folder.resolve("a.wav"), 8000, 1, 8, new float[8000]);
    try (PlayableSong song = open(file, true)) {
      assertThat(song.size()).isEqualTo(HEADER + 16_000);
      assertThat(level(all(song))).isZero();
    }
  }

  @Test
  void aWavFileIsMadeOfAnyFormatOnRequest() throws IOException {
    float[] music = TestAudio.music(44_100, 1, 1);
    Path file = TestAudio.write(folder.resolve("a.mp3"), "mp3", "libmp3lame", 44_100, 1, music);
    try (PlayableSong original = open(file, false);
        PlayableSong wave = open(file, true)) {
      assertThat(original.contentType()).isEqualTo("audio/mpeg");
      assertThat(wave.contentType()).isEqualTo("audio/wav");
      assertThat(wave.version()).isNotEqualTo(original.version());
    }
  }

  @Test
  void aThirdConversionIsRefusedUntilOneEnds() throws IOException {
    Path file = TestAudio.wav(folder.resolve("a.wav"), 8000, 1, 8, TestAudio.tones(8000, 1, 1));
    PlayableSong first = open(file, true);
    try (PlayableSong second = open(file, true)) {
      assertThat(second.size()).isEqualTo(first.size());
      assertThatThrownBy(() -> open(file, true))
          .isInstanceOfSatisfying(
              UnplayableException.class, e -> assertThat(e.reason()).isEqualTo(Reason.BUSY));
      open(file, false).close();
      first.close();
      open(file, true).close();
    }
  }

  @Test
  void aFileThatIsAnotherSongThanTheLedgerSaysIsRefusedAndKeepsNoPermit() throws IOException {
    Path file = TestAudio.wav(folder.resolve("a.wav"), 8000, 1, 8, TestAudio.tones(8000, 1, 1));
    files.add(SongFile.stat(file));
    TrackId other = new TrackId("sha256:" + "0".repeat(64));
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> playback.open(other, "pcm_u8", true))
          .isInstanceOfSatisfying(
              UnplayableException.class, e -> assertThat(e.reason()).isEqualTo(Reason.CHANGED));
    }
  }

  @Test
  void anotherFileOfTheSameSongIsPlayedIfTheLatestIsGone() throws IOException {
    float[] tones = TestAudio.tones(8000, 1, 1);
    Path file = TestAudio.wav(folder.resolve("a.wav"), 8000, 1, 16, tones);
    files.add(new SongFile(folder.resolve("gone.wav"), 1, 2, 3));
    Decoded.Audio song = (Decoded.Audio) Decoder.open(file);
    assertThatThrownBy(() -> playback.open(song.id(), song.codec(), false))
        .hasMessageContaining("gone.wav no longer exists");
    files.add(SongFile.stat(file));
    try (PlayableSong played = playback.open(song.id(), song.codec(), false)) {
      assertThat(all(played)).isEqualTo(Files.readAllBytes(file));
    }
    files.clear();
    assertThatThrownBy(() -> playback.open(song.id(), song.codec(), false))
        .hasMessageContaining("None of the song's files");
  }

  @Test
  void aFileThatIsCutOffWhileItIsPlayedEndsInAnError() throws IOException {
    float[] tones = TestAudio.tones(44_100, 1, 2);
    Path file = TestAudio.wav(folder.resolve("a.wav"), 44_100, 1, 16, tones);
    try (PlayableSong song = open(file, false)) {
      Files.write(file, new byte[100]);
      assertThatThrownBy(() -> all(song)).hasMessageContaining("cut off");
    }
  }
}
