package io.musicreclass.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.musicreclass.track.Excerpt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** All formats: the whole song, and its middle as a section of the whole. */
class FormatsTest {
  private static final double SECONDS = 9.3;
  private static final float[] SOURCE_44 = source(44100);
  private static final float[] SOURCE_48 = source(48000);
  private static final Map<String, String> NONE = Map.of();
  private static final Map<String, String> WIDE = Map.of("bits", "24");
  private static final Map<String, String> VBR =
      Map.of("global_quality", "236", "flags", "+qscale");
  private static final Map<String, String> BARE = Map.of("write_xing", "0");
  // The decoder fills noise bands with random numbers, which differ after a seek.
  private static final Map<String, String> NO_NOISE = Map.of("aac_pns", "0");

  @TempDir Path dir;

  private enum Loss {
    /** Exactly the source's samples. */
    NONE,
    /** Close to the source, without the encoder's delay. */
    SOME,
    /** Close to the source, with the encoder's delay, which the file does not declare. */
    DELAYED,
    /** Delayed, and decoded with noise that differs after a seek. */
    NOISY
  }

  private record Format(
      String name,
      String muxer,
      String encoder,
      Map<String, String> options,
      String codec,
      Loss loss) {}

  private static final List<Format> FORMATS =
      List.of(
          new Format("u8.wav", "wav", "pcm_u8", NONE, "pcm_u8", Loss.SOME),
          new Format("s16.wav", "wav", "pcm_s16le", NONE, "pcm_s16le", Loss.NONE),
          new Format("s24.wav", "wav", "pcm_s24le", NONE, "pcm_s24le", Loss.NONE),
          new Format("s32.wav", "wav", "pcm_s32le", NONE, "pcm_s32le", Loss.NONE),
          new Format("f32.wav", "wav", "pcm_f32le", NONE, "pcm_f32le", Loss.NONE),
          new Format("f64.wav", "wav", "pcm_f64le", NONE, "pcm_f64le", Loss.NONE),
          new Format("s16.w64", "w64", "pcm_s16le", NONE, "pcm_s16le", Loss.NONE),
          new Format("s16.aiff", "aiff", "pcm_s16be", NONE, "pcm_s16be", Loss.NONE),
          new Format("s16.au", "au", "pcm_s16be", NONE, "pcm_s16be", Loss.NONE),
          new Format("s16.caf", "caf", "pcm_s16le", NONE, "pcm_s16le", Loss.NONE),
          new Format("s24.mov", "mov", "pcm_s24le", NONE, "pcm_s24le", Loss.NONE),
          new Format("16.flac", "flac", "flac", NONE, "flac", Loss.NONE),
          new Format("24.flac", "flac", "flac", WIDE, "flac", Loss.NONE),
          new Format("flac.oga", "ogg", "flac", NONE, "flac", Loss.NONE),
          new Format("flac.mka", "matroska", "flac", NONE, "flac", Loss.NONE),
          new Format("alac16.m4a", "ipod", "alac", NONE, "alac", Loss.NONE),
          new Format("alac24.m4a", "ipod", "alac", WIDE, "alac", Loss.NONE),
          new Format("alac.caf", "caf", "alac", NONE, "alac", Loss.NONE),
          new Format("24.wv", "wv", "wavpack", WIDE, "wavpack", Loss.NONE),
          new Format("24.tta", "tta", "tta", WIDE, "tta", Loss.NONE),
          new Format("cbr.mp3", "mp3", "libmp3lame", NONE, "mp3", Loss.SOME),
          new Format("vbr.mp3", "mp3", "libmp3lame", VBR, "mp3", Loss.SOME),
          new Format("bare.mp3", "mp3", "libmp3lame", BARE, "mp3", Loss.DELAYED),
          new Format("mp3.mka", "matroska", "libmp3lame", NONE, "mp3", Loss.DELAYED),
          new Format("x.mp2", "mp2", "mp2", NONE, "mp2", Loss.DELAYED),
          new Format("x.m4a", "ipod", "aac", NO_NOISE, "aac", Loss.SOME),
          new Format("x.aac", "adts", "aac", NO_NOISE, "aac", Loss.DELAYED),
          new Format("aac.mka", "matroska", "aac", NO_NOISE, "aac", Loss.DELAYED),
          new Format("vorbis.ogg", "ogg", "vorbis", NONE, "vorbis", Loss.SOME),
          new Format("x.opus", "opus", "libopus", NONE, "opus", Loss.SOME),
          new Format(
              "opus60.ogg", "ogg", "libopus", Map.of("frame_duration", "60"), "opus", Loss.SOME),
          new Format("opus.webm", "webm", "libopus", NONE, "opus", Loss.SOME),
          new Format("v1.wma", "asf", "wmav1", NONE, "wmav1", Loss.DELAYED),
          new Format("v2.wma", "asf", "wmav2", NONE, "wmav2", Loss.DELAYED),
          new Format("x.ac3", "ac3", "ac3", NONE, "ac3", Loss.NOISY),
          new Format("x.eac3", "eac3", "eac3", NONE, "eac3", Loss.NOISY));

  private static int rate(Format format) {
    return format.codec.equals("opus") ? 48000 : 44100;
  }

  private static float[] source(Format format) {
    return rate(format) == 48000 ? SOURCE_48 : SOURCE_44;
  }

  /** 16-bit values, which lossless formats of any width return exactly. */
  private static float[] source(int rate) {
    float[] x = TestAudio.music(rate, 2, SECONDS);
    for (int i = 0; i < x.length; i++) {
      x[i] = Math.round(x[i] * 32768) / 32768f;
    }
    return x;
  }

  @TestFactory
  Stream<DynamicNode> formats() throws IOException {
    List<DynamicNode> nodes = new ArrayList<>();
    for (Format f : FORMATS) {
      Path file = dir.resolve(f.name);
      List<DynamicNode> tests = new ArrayList<>();
      tests.add(dynamicTest("the whole song is there", () -> whole(f, encoded(f, file))));
      tests.add(dynamicTest("the middle is a slice of the whole", () -> middle(f, file)));
      // The other containers seek by reading all packets before the position.
      if (!Set.of("ogg", "opus", "wv", "matroska", "webm").contains(f.muxer)) {
        tests.add(dynamicTest("nothing before the middle is decoded", () -> sought(f, file)));
      }
      nodes.add(DynamicContainer.dynamicContainer(f.name, tests));
    }
    return nodes.stream();
  }

  private static Path encoded(Format f, Path file) {
    return TestAudio.write(file, f.muxer, f.encoder, rate(f), 2, source(f), f.options);
  }

  private static void whole(Format format, Path file) throws IOException {
    Decoded.Audio audio = Read.audio(file);
    float[] x = source(format);
    float[] full = Read.all(audio.pcm(Excerpt.FULL));

    assertThat(audio.codec()).isEqualTo(format.codec);
    assertThat(audio.sampleRate()).isEqualTo(rate(format));
    assertThat(audio.channels()).isEqualTo(2);
    assertThat(Math.round(audio.seconds() * rate(format)) * 2).isEqualTo(full.length);
    assertThat(full.length / 2).isBetween(x.length / 2 - 1500, x.length / 2 + 2500);
    if (format.loss == Loss.NONE) {
      assertThat(Arrays.equals(full, x)).as("the source's samples").isTrue();
    } else if (format.loss == Loss.SOME) {
      assertThat(rmsOfDifference(full, 0, x)).isLessThan(0.02);
    } else {
      assertThat(rmsOfDifference(full, 0, new float[full.length])).isGreaterThan(0.1);
    }
  }

  private static void middle(Format format, Path file) throws IOException {
    Decoded.Audio audio = Read.audio(file);
    float[] full = Read.all(audio.pcm(Excerpt.FULL));
    for (String text : List.of("middle:0.5", "middle:3", "start:2", "middle:9.2")) {
      Excerpt excerpt = Excerpt.parse(text);
      int first = (int) excerpt.firstFrame(full.length / 2, rate(format)) * 2;
      int count = (int) excerpt.frames(full.length / 2, rate(format)) * 2;
      float[] slice = Arrays.copyOfRange(full, first, first + count);
      float[] part = Read.all(audio.pcm(excerpt));

      assertThat(part).hasSameSizeAs(slice);
      if (format.loss == Loss.NOISY) {
        double aligned = rmsOfDifference(part, 0, slice);
        assertThat(aligned).isLessThan(0.005);
        assertThat(rmsOfDifference(part, 2, slice)).isGreaterThan(1.5 * aligned);
      } else {
        assertThat(Arrays.equals(part, slice)).as(text).isTrue();
      }
    }
  }

  private static void sought(Format format, Path file) throws IOException {
    Decoded.Audio audio = Read.audio(file);
    Excerpt excerpt = Excerpt.parse("middle:0.5");
    float[] before = Read.all(audio.pcm(excerpt));
    spoil(file);
    float[] after = Read.all(audio.pcm(excerpt));

    assertThat(rmsOfDifference(after, 0, before))
        .isLessThanOrEqualTo(format.loss == Loss.NOISY ? 0.005 : 0);
  }

  /** Overwrites packets between 0.9 s and 1.2 s; the file's structure stays valid. */
  private static void spoil(Path file) throws IOException {
    FileTime mtime = Files.getLastModifiedTime(file);
    byte[] bytes = Files.readAllBytes(file);
    Arrays.fill(bytes, bytes.length / 10, bytes.length / 8, (byte) 0x55);
    Files.write(file, bytes);
    Files.setLastModifiedTime(file, mtime);
  }

  /** RMS of the difference between a, shifted, and b, over the middle of both. */
  private static double rmsOfDifference(float[] a, int shift, float[] b) {
    double sum = 0;
    int n = 0;
    for (int i = b.length / 4; i < b.length * 3 / 4; i++, n++) {
      double d = a[i + shift] - b[i];
      sum += d * d;
    }
    return Math.sqrt(sum / n);
  }
}
