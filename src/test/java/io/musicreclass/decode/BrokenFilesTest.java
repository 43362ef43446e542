package io.musicreclass.decode;

import static io.musicreclass.decode.FileTable.AUDIO;
import static io.musicreclass.decode.TestAudio.ascii;
import static io.musicreclass.decode.TestAudio.wavBytes;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Files that are truncated, have false headers or are protected, and unusual but valid ones. */
class BrokenFilesTest {
  private static final float[] SECOND = TestAudio.music(44100, 2, 1);
  private static final float[] LONG = TestAudio.music(44100, 2, 4);

  @TempDir Path dir;

  private final FileTable table = new FileTable();

  @TestFactory
  Stream<DynamicTest> everyFileHasItsOutcome() {
    wavHeaders();
    cutShort();
    protectedFiles();
    unusualButValid();
    return table.tests(dir);
  }

  /** A WAV header with some fields overwritten, followed by a second of samples. */
  private void header(String what, String expected, int... offsetWidthValue) {
    ByteBuffer wav = ByteBuffer.wrap(wavBytes(44100, 2, 16, SECOND)).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < offsetWidthValue.length; i += 3) {
      if (offsetWidthValue[i + 1] == 2) {
        wav.putShort(offsetWidthValue[i], (short) offsetWidthValue[i + 2]);
      } else {
        wav.putInt(offsetWidthValue[i], offsetWidthValue[i + 2]);
      }
    }
    table.row("wav: " + what, "x.wav", wav.array(), expected);
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
    table.row("wav: header only", "x.wav", Arrays.copyOf(wav, 44), "TRUNCATED");
    table.row(
        "wav: header of no samples", "x.wav", wavBytes(44100, 2, 16, new float[0]), "NOT_AUDIO");
    table.row("wav: half a header", "x.wav", Arrays.copyOf(wav, 30), "NOT_AUDIO");
  }

  /** A file in one format: complete, cut in half, and cut to 100 bytes. */
  private void cut(String name, String muxer, String encoder, String cutInHalf, String stub) {
    int rate = encoder.contains("opus") ? 48000 : 44100;
    FileTable.Maker whole =
        dir -> {
          Path file = dir.resolve(name);
          return TestAudio.write(file, muxer, encoder, rate, 2, LONG, Map.of("cover", "x"));
        };
    FileTable.Maker half =
        dir -> {
          Path file = TestAudio.write(dir.resolve(name), muxer, encoder, rate, 2, LONG);
          byte[] bytes = Files.readAllBytes(file);
          return Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
        };
    FileTable.Maker first =
        dir -> {
          Path file = half.make(dir);
          return Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 100));
        };
    if (List.of("mp3", "flac", "ipod").contains(muxer)) {
      table.row(encoder + " in " + name + " with a cover", AUDIO, whole);
    }
    table.row("half a " + encoder + " in " + name, cutInHalf, half);
    table.row("100 bytes of " + encoder + " in " + name, stub, first);
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
    cut("x.tta", "tta", "tta", "TRUNCATED", "DAMAGED");
    cut("x.ac3", "ac3", "ac3", AUDIO, "NOT_AUDIO");
    cut("x.mka", "matroska", "flac", "TRUNCATED", "NOT_AUDIO");
    cut("x.caf", "caf", "pcm_s16le", "TRUNCATED", "TRUNCATED");
    cut("x.au", "au", "pcm_s16be", "TRUNCATED", "TRUNCATED");
  }

  private void protectedFiles() {
    table.row(
        "m4a with a cover and nothing else",
        "NOT_AUDIO",
        dir -> {
          Map<String, String> cover = Map.of("cover", "x");
          Path file = dir.resolve("x.m4a");
          TestAudio.write(file, "ipod", "aac", 44100, 2, SECOND, cover);
          String text = new String(Files.readAllBytes(file), ISO_8859_1);
          return Files.write(file, text.replace("trak", "free").getBytes(ISO_8859_1));
        });
    for (int size : new int[] {17 << 20, 1 << 30}) {
      table.row(
          "m4a with samples of " + (size >> 20) + " MB",
          size < 1 << 30 ? "DAMAGED" : "TRUNCATED",
          dir -> {
            Path file = TestAudio.write(dir.resolve("x.m4a"), "ipod", "aac", 44100, 2, SECOND);
            byte[] bytes = Arrays.copyOf(Files.readAllBytes(file), 20 << 20);
            int at = new String(bytes, ISO_8859_1).indexOf("stsz");
            ByteBuffer.wrap(bytes).putInt(at + 8, size);
            return Files.write(file, bytes);
          });
    }
    for (String tag : List.of("drms", "enca")) {
      table.row(
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
    table.row(
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

  private void unusualButValid() {
    table.row("one sample", "x.wav", wavBytes(44100, 1, 16, new float[] {0.5f}), AUDIO);
    table.row(
        "8 kHz mono, 8 bits", "x.wav", wavBytes(8000, 1, 8, TestAudio.tones(8000, 1, 1)), AUDIO);
    table.row(
        "192 kHz, 24 bits",
        "x.wav",
        wavBytes(192_000, 2, 24, TestAudio.tones(192_000, 2, 1)),
        AUDIO);
    table.row("6 channels", "x.wav", wavBytes(48000, 6, 16, TestAudio.tones(48000, 6, 1)), AUDIO);
    float[] wild = SECOND.clone();
    wild[100] = Float.NaN;
    wild[101] = Float.POSITIVE_INFINITY;
    wild[102] = Float.NEGATIVE_INFINITY;
    wild[103] = 1e30f;
    table.row("not a number, infinite, huge", "x.wav", wavBytes(44100, 2, -32, wild), AUDIO);
    table.row("silence", "x.wav", wavBytes(44100, 2, 16, new float[88256]), "Silent");
    table.row(
        "silence, mp3",
        "Silent",
        dir ->
            TestAudio.write(dir.resolve("x.mp3"), "mp3", "libmp3lame", 44100, 2, new float[88256]));
    table.row(
        "flac: a header without a song",
        "TRUNCATED",
        dir -> {
          Path file = TestAudio.write(dir.resolve("x.flac"), "flac", "flac", 44100, 2, SECOND);
          return Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 8256));
        });
    table.row(
        "junk behind an mp3",
        AUDIO,
        dir -> {
          Path file = TestAudio.write(dir.resolve("x.mp3"), "mp3", "libmp3lame", 44100, 2, SECOND);
          return Files.write(file, new byte[5000], StandardOpenOption.APPEND);
        });
  }
}
