package io.musicreclass.decode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;

/** Generates audio files; used by tests of other packages, too. Samples are interleaved floats. */
public final class TestAudio {
  /** A one-pixel picture for covers. */
  static final byte[] PNG =
      java.util.Base64.getDecoder()
          .decode(
              "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5E"
                  + "rkJggg==");

  private TestAudio() {}

  /**
   * Encodes samples.
   *
   * @param muxer FFmpeg's name: {@code mp3}, {@code flac}, {@code ogg}, {@code ipod} (m4a), {@code
   *     wav}, {@code aiff}, {@code asf}, {@code wv}, {@code tta}, {@code matroska}, {@code adts}...
   * @param encoder FFmpeg's name: {@code libmp3lame}, {@code flac}, {@code libopus}, {@code
   *     vorbis}, {@code aac}, {@code alac}, {@code pcm_s16le}, {@code wmav2}, {@code wavpack},
   *     {@code tta}...
   */
  public static Path write(
      Path file, String muxer, String encoder, int rate, int channels, float[] interleaved) {
    return write(file, muxer, encoder, rate, channels, interleaved, Map.of());
  }

  /**
   * Encodes samples with options.
   *
   * @param options of the encoder ({@code b}, {@code compression_level}...) or the muxer; {@code
   *     tag:title} and the like are written as tags, {@code cover} adds a picture, that of a file
   *     where it begins with a slash, {@code bits} 24 takes integers of 24 bits
   */
  public static Path write(
      Path file,
      String muxer,
      String encoder,
      int rate,
      int channels,
      float[] interleaved,
      Map<String, String> options) {
    try (TestEncoder e = new TestEncoder(file, muxer, encoder, rate, channels, options)) {
      e.write(interleaved);
    }
    return file;
  }

  /** A WAV file: 8, 16, 24 or 32-bit integers, or 32-bit floats where {@code bits} is -32. */
  public static Path wav(Path file, int rate, int channels, int bits, float[] interleaved) {
    return bytes(file, wavBytes(rate, channels, bits, interleaved));
  }

  static byte[] wavBytes(int rate, int channels, int bits, float[] interleaved) {
    int width = Math.abs(bits) / 8;
    int size = interleaved.length * width;
    ByteBuffer wav = ByteBuffer.allocate(44 + size).order(ByteOrder.LITTLE_ENDIAN);
    wav.put(ascii("RIFF")).putInt(36 + size).put(ascii("WAVEfmt ")).putInt(16);
    wav.putShort((short) (bits < 0 ? 3 : 1)).putShort((short) channels).putInt(rate);
    wav.putInt(rate * channels * width).putShort((short) (channels * width));
    wav.putShort((short) Math.abs(bits)).put(ascii("data")).putInt(size);
    double scale = Math.scalb(1.0, Math.abs(bits) - 1);
    for (float x : interleaved) {
      long v = Math.max(-(long) scale, Math.min((long) scale - 1, Math.round(x * scale)));
      switch (bits) {
        case 8 -> wav.put((byte) (v + 128));
        case 16 -> wav.putShort((short) v);
        case 24 -> wav.put((byte) v).put((byte) (v >> 8)).put((byte) (v >> 16));
        case 32 -> wav.putInt((int) v);
        case -32 -> wav.putFloat(x);
        default -> throw new IllegalArgumentException("No WAV of " + bits + " bits");
      }
    }
    return wav.array();
  }

  /** Writes bytes. */
  public static Path bytes(Path file, byte[] bytes) {
    try {
      return Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Sines, a different one in each channel (220 Hz, 330 Hz, 440 Hz...), amplitude 0.5. */
  public static float[] tones(int rate, int channels, double seconds) {
    float[] out = new float[(int) Math.round(rate * seconds) * channels];
    for (int i = 0; i < out.length; i++) {
      int c = i % channels;
      int frame = i / channels;
      double t = (double) frame / rate;
      out[i] = (float) (0.5 * Math.sin(2 * Math.PI * 110 * (c + 2) * t));
    }
    return out;
  }

  /**
   * Music-like: three gliding partials with changing levels and a little noise, so it never repeats
   * and makes encoders use all their tools. Peak below 0.9.
   */
  public static float[] music(int rate, int channels, double seconds) {
    Random random = new Random(42);
    float[] out = new float[(int) Math.round(rate * seconds) * channels];
    for (int i = 0; i < out.length; i++) {
      int frame = i / channels;
      double t = (double) frame / rate;
      double glide = 200 * t + 40 * Math.sin(0.7 * t) + 7 * (i % channels);
      double x = 0;
      for (int h = 1; h <= 3; h++) {
        x += Math.sin(2 * Math.PI * glide * h) / h * (0.6 + 0.4 * Math.sin(h * 1.3 * t));
      }
      out[i] = (float) (0.35 * x + 0.01 * random.nextGaussian());
    }
    return out;
  }
}
