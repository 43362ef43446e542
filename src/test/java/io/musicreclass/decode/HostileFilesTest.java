package io.musicreclass.decode;

import static io.musicreclass.decode.TestAudio.ascii;
import static io.musicreclass.decode.TestAudio.wavBytes;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.track.Excerpt;
import io.musicreclass.track.Pcm;
import io.musicreclass.track.SongFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Files that lie, break off, or are something else: each with what it must turn out to be. */
class HostileFilesTest {
  private static final String AUDIO = "Audio";
  private static final float[] SECOND = TestAudio.music(44100, 2, 1);
  private static final float[] LONG = TestAudio.music(44100, 2, 4);

  @TempDir Path dir;

  private interface Maker {
    Path make(Path dir) throws IOException, InterruptedException;
  }

  private record Row(String what, Maker maker, String expected) {}

  private final List<Row> rows = new ArrayList<>();

  private void row(String what, String expected, Maker maker) {
    rows.add(new Row(what, maker, expected));
  }

  /** A row whose file has that name and those bytes. */
  private void row(String what, String name, byte[] bytes, String expected) {
    row(what, expected, dir -> Files.write(dir.resolve(name), bytes));
  }

  @TestFactory
  Stream<DynamicTest> whatEachFileTurnsOutToBe() {
    notSongs();
    names();
    specialFiles();
    wavHeaders();
    cutShort();
    locked();
    oddButSound();
    assertThat(rows).hasSizeGreaterThan(70);
    return rows.stream().map(r -> DynamicTest.dynamicTest(r.what, () -> check(r)));
  }

  private void check(Row row) throws Exception {
    Path file = row.maker.make(Files.createTempDirectory(dir, "row"));
    Decoded decoded = Decoder.open(file);
    assertThat(outcome(decoded)).as(decoded.toString()).isEqualTo(row.expected);
    if (decoded instanceof Decoded.Unreadable u) {
      assertThat(u.message()).matches("\\P{Cntrl}{10,600}");
    }
    if (decoded instanceof Decoded.Audio audio) {
      assertThat(readsToTheEnd(audio.pcm(Excerpt.FULL))).isPositive();
      assertThat(readsToTheEnd(audio.mono(Excerpt.parse("middle:1"), 48_000))).isPositive();
    }
  }

  private static String outcome(Decoded decoded) {
    return decoded instanceof Decoded.Unreadable u
        ? u.reason().name()
        : decoded.getClass().getSimpleName();
  }

  private static long readsToTheEnd(Pcm pcm) throws IOException {
    float[] block = new float[4096 * pcm.channels()];
    long frames = 0;
    try (Pcm.Pass pass = pcm.open()) {
      for (int n = pass.read(block); n > 0; n = pass.read(block)) {
        frames += n;
        for (int i = 0; i < n * pcm.channels(); i++) {
          assertThat(Float.isFinite(block[i])).isTrue();
        }
      }
    }
    return frames;
  }

  private void notSongs() {
    row("nothing", "x.mp3", new byte[0], "EMPTY");
    row("one byte", "x.mp3", new byte[1], "NOT_AUDIO");
    for (String name : List.of("x.mp3", "x.flac", "x.wav", "x.ogg", "x.m4a", "x.ape", "x.bin")) {
      byte[] noise = new byte[200_000];
      new Random(7).nextBytes(noise);
      row("random bytes named " + name, name, noise, "NOT_AUDIO");
    }
    row("zeros named mp3", "x.mp3", new byte[100_000], "NOT_AUDIO");
    row("text", "x.mp3", ascii("Dear diary, today I heard a song.\n".repeat(50)), "NOT_AUDIO");
    row("html", "x.mp3", ascii("<!DOCTYPE html><html><body>404</body></html>"), "NOT_AUDIO");
    row("a picture", "x.mp3", TestAudio.PNG, "NOT_AUDIO");
    byte[] id3 = new byte[10 + 1000];
    System.arraycopy(ascii("ID3\3\0\0\0\0\7\150"), 0, id3, 0, 10);
    row("an ID3 tag and no song", "x.mp3", id3, "NOT_AUDIO");
    row("m3u", "x.mp3", ascii("#EXTM3U\n#EXTINF:1,x\nsong.mp3\n"), "PLAYLIST");
    String hls =
        "#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n";
    row("hls to a system file", "x.mp3", ascii(hls), "PLAYLIST");
    row("hls named m3u8", "x.m3u8", ascii(hls), "PLAYLIST");
    row("ffconcat", "x.mp3", ascii("ffconcat version 1.0\nfile /etc/passwd\n"), "PLAYLIST");
    row("pls", "x.mp3", ascii("[playlist]\nFile1=/etc/passwd\n"), "PLAYLIST");
    row(
        "sdp",
        "x.mp3",
        ascii("v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\nm=audio 5 RTP/AVP 0\r\n"),
        "PLAYLIST");
    row(
        "dash",
        "x.mp4",
        ascii("<?xml version=\"1.0\"?><MPD xmlns=\"urn:mpeg:dash\"></MPD>"),
        "PLAYLIST");
    row(
        "an ffconcat of a real song beside it",
        "PLAYLIST",
        dir -> {
          TestAudio.wav(dir.resolve("real.wav"), 44100, 2, 16, SECOND);
          return Files.writeString(dir.resolve("x.mp3"), "ffconcat version 1.0\nfile real.wav\n");
        });
  }

  private void names() {
    byte[] wav = wavBytes(44100, 2, 16, SECOND);
    for (String name :
        List.of(
            "concat:a|b.mp3",
            "-i.mp3",
            "%d.mp3",
            "http:x.wav",
            "pipe:0",
            "a\nb.wav",
            "x'y\"z$(true).wav",
            "caf\u00E9 \u97F3\u697D.wav",
            "n".repeat(246) + ".wav")) {
      row("a wav named " + name, name, wav, AUDIO);
    }
    row(
        "a name that is no UTF-8",
        AUDIO,
        dir -> {
          byte[] base = SongFile.bytes(dir);
          byte[] name = Arrays.copyOf(base, base.length + 7);
          System.arraycopy(
              new byte[] {'/', (byte) 0xE9, (byte) 0xFF, '.', 'm', 'p', '3'},
              0,
              name,
              base.length,
              7);
          return Files.write(SongFile.path(name), wav);
        });
    row(
        "flac named mp3",
        AUDIO,
        dir -> TestAudio.write(dir.resolve("x.mp3"), "flac", "flac", 44100, 2, SECOND));
    row(
        "mp3 named flac",
        AUDIO,
        dir -> TestAudio.write(dir.resolve("x.flac"), "mp3", "libmp3lame", 44100, 2, SECOND));
    row(
        "mp3 named txt",
        AUDIO,
        dir -> TestAudio.write(dir.resolve("x.txt"), "mp3", "libmp3lame", 44100, 2, SECOND));
    row(
        "m4a without a suffix",
        AUDIO,
        dir -> TestAudio.write(dir.resolve("x"), "ipod", "aac", 44100, 2, SECOND));
  }

  private void specialFiles() {
    row("a folder", "NOT_A_FILE", dir -> Files.createDirectory(dir.resolve("x.mp3")));
    row(
        "a pipe without a writer",
        "NOT_A_FILE",
        dir -> {
          Path pipe = dir.resolve("x.mp3");
          Process mkfifo = new ProcessBuilder("mkfifo", pipe.toString()).start();
          Assumptions.assumeTrue(mkfifo.waitFor() == 0, "no mkfifo here");
          return pipe;
        });
    row(
        "a device",
        "NOT_A_FILE",
        dir -> Files.createSymbolicLink(dir.resolve("x.mp3"), Path.of("/dev/zero")));
    row(
        "a link to itself",
        "GONE",
        dir -> Files.createSymbolicLink(dir.resolve("x.mp3"), Path.of("x.mp3")));
    row(
        "a link to nothing",
        "GONE",
        dir -> Files.createSymbolicLink(dir.resolve("x.mp3"), Path.of("y.mp3")));
    row("no file", "GONE", dir -> dir.resolve("x.mp3"));
    row("below a file", "GONE", dir -> Files.write(dir.resolve("y"), new byte[1]).resolve("x.mp3"));
    row(
        "a link to a song",
        AUDIO,
        dir -> {
          TestAudio.wav(dir.resolve("y.wav"), 44100, 2, 16, SECOND);
          return Files.createSymbolicLink(dir.resolve("x.mp3"), Path.of("y.wav"));
        });
  }

  @Test
  void aFileThisUserMayNotReadSaysSo() throws IOException {
    Path file = TestAudio.wav(dir.resolve("x.wav"), 44100, 2, 16, SECOND);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
    if (Files.isReadable(file)) {
      System.out.println("SKIPPED: this user may read every file");
    }
    Assumptions.assumeFalse(Files.isReadable(file), "this user may read every file");
    assertThat(outcome(Decoder.open(file))).isEqualTo("NO_PERMISSION");
  }

  /** A WAV header with some fields overwritten, and a second of samples behind it. */
  private void header(String what, String expected, int... offsetWidthValue) {
    ByteBuffer wav = ByteBuffer.wrap(wavBytes(44100, 2, 16, SECOND)).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < offsetWidthValue.length; i += 3) {
      if (offsetWidthValue[i + 1] == 2) {
        wav.putShort(offsetWidthValue[i], (short) offsetWidthValue[i + 2]);
      } else {
        wav.putInt(offsetWidthValue[i], offsetWidthValue[i + 2]);
      }
    }
    row("wav: " + what, "x.wav", wav.array(), expected);
  }

  private void wavHeaders() {
    header("data size 0", AUDIO, 40, 4, 0);
    header("data size unknown", AUDIO, 40, 4, -1, 4, 4, -1);
    header("data size of a pipe's writer", AUDIO, 40, 4, 0x7FFFFFFF);
    header("data size of 1 GB", "TRUNCATED", 40, 4, 1 << 30);
    header("no channels", "NOT_AUDIO", 22, 2, 0);
    header("65535 channels", "NOT_AUDIO", 22, 2, 65535);
    header("rate 0", "NOT_AUDIO", 24, 4, 0);
    header("rate 2 GHz", "DAMAGED", 24, 4, 2_000_000_000);
    header("block align 0", AUDIO, 32, 2, 0);
    header("0 bits", "NOT_AUDIO", 34, 2, 0);
    header("unknown codec", "NOT_AUDIO", 20, 2, 0x7777);
    header("fmt chunk of 2 GB", "NOT_AUDIO", 16, 4, 0x7FFFFFF0);
    byte[] wav = wavBytes(44100, 2, 16, SECOND);
    row("wav: header only", "x.wav", Arrays.copyOf(wav, 44), "TRUNCATED");
    row("wav: header of no samples", "x.wav", wavBytes(44100, 2, 16, new float[0]), "NOT_AUDIO");
    row("wav: half a header", "x.wav", Arrays.copyOf(wav, 30), "NOT_AUDIO");
  }

  /** A format whole, cut in the middle, and cut to 100 bytes. */
  private void cut(String name, String muxer, String encoder, String cutInHalf, String stub) {
    int rate = encoder.contains("opus") ? 48000 : 44100;
    Maker whole =
        dir -> {
          Path file = dir.resolve(name);
          return TestAudio.write(file, muxer, encoder, rate, 2, LONG, Map.of("cover", "x"));
        };
    Maker half =
        dir -> {
          Path file = TestAudio.write(dir.resolve(name), muxer, encoder, rate, 2, LONG);
          byte[] bytes = Files.readAllBytes(file);
          return Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
        };
    Maker first =
        dir -> {
          Path file = half.make(dir);
          return Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 100));
        };
    if (List.of("mp3", "flac", "ipod").contains(muxer)) {
      row(encoder + " in " + name + " with a cover", AUDIO, whole);
    }
    row("half a " + encoder + " in " + name, cutInHalf, half);
    row("100 bytes of " + encoder + " in " + name, stub, first);
  }

  private void cutShort() {
    cut("x.mp3", "mp3", "libmp3lame", "TRUNCATED", "NOT_AUDIO");
    cut("x.flac", "flac", "flac", "TRUNCATED", "NOT_AUDIO");
    cut("x.ogg", "ogg", "vorbis", AUDIO, "NOT_AUDIO");
    cut("x.opus", "opus", "libopus", AUDIO, "NOT_AUDIO");
    cut("x.m4a", "ipod", "aac", "TRUNCATED", "TRUNCATED");
    cut("x.m4a", "ipod", "alac", "TRUNCATED", "TRUNCATED");
    cut("x.aac", "adts", "aac", AUDIO, "NOT_AUDIO");
    cut("x.wav", "wav", "pcm_s24le", "TRUNCATED", "TRUNCATED");
    cut("x.aiff", "aiff", "pcm_s16be", "TRUNCATED", "TRUNCATED");
    cut("x.wma", "asf", "wmav2", AUDIO, "NOT_AUDIO");
    cut("x.wv", "wv", "wavpack", "TRUNCATED", "TRUNCATED");
    cut("x.tta", "tta", "tta", "TRUNCATED", "TRUNCATED");
    cut("x.ac3", "ac3", "ac3", AUDIO, "NOT_AUDIO");
    cut("x.mka", "matroska", "flac", "TRUNCATED", "NOT_AUDIO");
    cut("x.caf", "caf", "pcm_s16le", "TRUNCATED", "TRUNCATED");
    cut("x.au", "au", "pcm_s16be", "TRUNCATED", "TRUNCATED");
  }

  private void locked() {
    for (String tag : List.of("drms", "enca")) {
      row(
          "m4a with samples of " + tag,
          "ENCRYPTED",
          dir -> {
            Path file = TestAudio.write(dir.resolve("x.m4a"), "ipod", "aac", 44100, 2, SECOND);
            String text = new String(Files.readAllBytes(file), ISO_8859_1);
            int at = text.indexOf("mp4a", text.indexOf("stsd"));
            text = text.substring(0, at) + tag + text.substring(at + 4);
            return Files.write(file, text.getBytes(ISO_8859_1));
          });
    }
    row(
        "wma with a content encryption object",
        "ENCRYPTED",
        dir -> {
          Path file = TestAudio.write(dir.resolve("x.wma"), "asf", "wmav2", 44100, 2, SECOND);
          ByteBuffer old = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
          ByteBuffer object = ByteBuffer.allocate(16 + 8 + 4 * 8);
          object.order(ByteOrder.LITTLE_ENDIAN);
          object.putLong(0x11D2BD232211B3FBL).putLong(0x6EFC55C9A000B7B4L).putLong(56);
          for (String part : List.of("abc", "DRM", "key", "url")) {
            object.putInt(4).put(ascii(part)).put((byte) 0);
          }
          int headerSize = (int) old.getLong(16);
          old.putLong(16, headerSize + 56).putInt(24, old.getInt(24) + 1);
          ByteBuffer out = ByteBuffer.allocate(old.capacity() + 56);
          out.put(old.array(), 0, headerSize).put(object.array());
          out.put(old.array(), headerSize, old.capacity() - headerSize);
          return Files.write(file, out.array());
        });
  }

  private void oddButSound() {
    row("one sample", "x.wav", wavBytes(44100, 1, 16, new float[] {0.5f}), AUDIO);
    row("8 kHz mono, 8 bits", "x.wav", wavBytes(8000, 1, 8, TestAudio.tones(8000, 1, 1)), AUDIO);
    row(
        "192 kHz, 24 bits",
        "x.wav",
        wavBytes(192_000, 2, 24, TestAudio.tones(192_000, 2, 1)),
        AUDIO);
    row("6 channels", "x.wav", wavBytes(48000, 6, 16, TestAudio.tones(48000, 6, 1)), AUDIO);
    float[] wild = SECOND.clone();
    wild[100] = Float.NaN;
    wild[101] = Float.POSITIVE_INFINITY;
    wild[102] = Float.NEGATIVE_INFINITY;
    wild[103] = 1e30f;
    row("not a number, infinite, huge", "x.wav", wavBytes(44100, 2, -32, wild), AUDIO);
    row("silence", "x.wav", wavBytes(44100, 2, 16, new float[88200]), "Silent");
    row(
        "silence, mp3",
        "Silent",
        dir ->
            TestAudio.write(dir.resolve("x.mp3"), "mp3", "libmp3lame", 44100, 2, new float[88200]));
    row(
        "flac: a header without a song",
        "TRUNCATED",
        dir -> {
          Path file = TestAudio.write(dir.resolve("x.flac"), "flac", "flac", 44100, 2, SECOND);
          return Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 8200));
        });
    row(
        "junk behind an mp3",
        AUDIO,
        dir -> {
          Path file = TestAudio.write(dir.resolve("x.mp3"), "mp3", "libmp3lame", 44100, 2, SECOND);
          return Files.write(file, new byte[5000], java.nio.file.StandardOpenOption.APPEND);
        });
  }
}
