package io.musicreclass.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.Golden;
import io.musicreclass.track.Excerpt;
import io.musicreclass.track.Pcm;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Scanner;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DecoderTest {
  @TempDir Path dir;

  @Test
  void theMiddleOfThreeHoursIsReadInLittleMemory() throws IOException {
    Path file = dir.resolve("x.wav");
    int rate = 8000;
    int frames = 3 * 3600 * rate;
    Files.write(file, wavHeader(rate, frames));
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(44 + 2L * frames);
      sparse.seek(44 + 100);
      sparse.write(77);
      sparse.seek(44 + frames);
      sparse.write(new byte[] {0, 64});
    }
    Decoded.Audio audio = Read.audio(file);
    float[] middle = Read.all(audio.pcm(Excerpt.parse("middle:2")));

    assertThat(audio.seconds()).isEqualTo(3 * 3600);
    assertThat(middle).hasSize(2 * rate);
    assertThat(middle[rate]).isEqualTo(0.5f);
    assertThat(middle[rate - 1]).isZero();
  }

  /** The header of a WAV file of one channel of 16 bits. */
  private static byte[] wavHeader(int rate, int frames) {
    byte[] header = Arrays.copyOf(TestAudio.wavBytes(rate, 1, 16, new float[0]), 44);
    ByteBuffer.wrap(header)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(4, 36 + 2 * frames)
        .putInt(40, 2 * frames);
    return header;
  }

  @Test
  void songsAreDecodedByManyThreadsAtOnce() throws Exception {
    List<Path> files = new ArrayList<>();
    List<float[]> alone = new ArrayList<>();
    for (String encoder : List.of("libmp3lame", "flac")) {
      String muxer = encoder.equals("flac") ? "flac" : "mp3";
      float[] music = TestAudio.music(44100, 2, 3);
      files.add(TestAudio.write(dir.resolve(encoder), muxer, encoder, 44100, 2, music));
      alone.add(Read.full(files.get(files.size() - 1)));
    }
    ExecutorService threads = Executors.newFixedThreadPool(4);
    List<Future<float[]>> together = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      Path file = files.get(i % 2);
      together.add(threads.submit(() -> Read.full(file)));
    }
    threads.shutdown();

    for (int i = 0; i < 8; i++) {
      assertThat(Arrays.equals(together.get(i).get(), alone.get(i % 2))).isTrue();
    }
  }

  @Test
  void openingAndClosingFreesAllMemory() throws IOException {
    Path song =
        TestAudio.write(
            dir.resolve("x.m4a"), "ipod", "aac", 44100, 2, TestAudio.music(44100, 2, 0.3));
    Path bad = TestAudio.bytes(dir.resolve("bad.mp3"), new byte[5000]);
    use(song, bad, 150);
    long before = nativeMegabytes();
    use(song, bad, 500);

    // Five hundred leaked decoders would take at least 50 MB.
    assertThat(nativeMegabytes() - before).isLessThan(25);
  }

  private static void use(Path song, Path bad, int times) throws IOException {
    float[] block = new float[100];
    for (int i = 0; i < times; i++) {
      try (Pcm.Pass pass = Read.audio(song).mono(Excerpt.FULL, 24000).open()) {
        assertThat(pass.read(block)).isEqualTo(100);
      }
      Decoder.open(bad);
    }
  }

  /** Memory of the process outside Java's heap. */
  private static long nativeMegabytes() throws IOException {
    Path statm = Path.of("/proc/self/statm");
    Assumptions.assumeTrue(Files.exists(statm), "no /proc here");
    System.gc();
    try (Scanner numbers = new Scanner(statm, StandardCharsets.US_ASCII)) {
      numbers.nextLong();
      long heap = Runtime.getRuntime().totalMemory() >> 20;
      return numbers.nextLong() / 256 - heap; // pages of 4 KB
    }
  }

  @Test
  void warmingUpLeavesNothingBehind() throws IOException {
    Path temp = Path.of(System.getProperty("java.io.tmpdir"));
    long before = waves(temp);
    Decoder.warmUp();

    assertThat(waves(temp)).isEqualTo(before);
  }

  private static long waves(Path temp) throws IOException {
    try (var files = Files.list(temp)) {
      return files.filter(f -> f.getFileName().toString().matches("reclass.*\\.wav")).count();
    }
  }

  @Test
  void realMp3sHaveTheFrameCountsOfFfmpeg() {
    assertThat(Math.round(Read.audio(Golden.path("audio/000002.mp3")).seconds() * 44100))
        .isEqualTo(1_321_967);
    assertThat(Math.round(Read.audio(Golden.path("audio/000182.mp3")).seconds() * 44100))
        .isEqualTo(1_323_119);
  }

  @Test
  void dtsBehindAWavHeaderThatSaysPcmIsDecodedAsDts() throws IOException {
    float[] music = TestAudio.music(44100, 2, 3);
    Map<String, String> options = Map.of("strict", "-2", "b", "1411200");
    Path dts = TestAudio.write(dir.resolve("x.dts"), "dts", "dca", 44100, 2, music, options);
    // As on a CD: 16-bit words with the lower byte first, after some silence.
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(dts));
    float[] words = new float[bytes.capacity() / 2 + 20_000];
    for (int i = 20_000; i < words.length; i++) {
      words[i] = bytes.getShort() / 32768f;
    }
    Path wav = TestAudio.wav(dir.resolve("dts.wav"), 44100, 2, 16, words);

    assertThat(Read.audio(wav).codec()).isEqualTo("dts");
  }
}
