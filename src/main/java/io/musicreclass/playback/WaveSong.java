package io.musicreclass.playback;

import io.musicreclass.decode.Decoded;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A song as a WAV file of 16-bit samples, which every browser plays. It is never written anywhere:
 * any part of it is made when it is asked for, as the position of each sample is known.
 */
final class WaveSong implements PlayableSong {
  private static final int HEADER = 44;
  private static final int BITS = 16;

  /** Higher sample rates are divided by a whole number. */
  private static final int USUAL_RATE = 44_100;

  /** Sizes in the header have 32 bits; more than six hours of stereo fit. */
  private static final long MOST_BYTES = 0xFFFF_FFFFL - HEADER;

  private final OpenedFile file;
  private final Decoded.Audio song;
  private final String version;
  private final Runnable onClose;
  private final int step;
  private final int channels;
  private final long dataBytes;

  /**
   * @param song of the open file
   * @param onClose called once it is closed
   */
  WaveSong(OpenedFile file, Decoded.Audio song, String version, Runnable onClose) {
    this.file = file;
    this.song = song;
    this.version = version;
    this.onClose = onClose;
    this.step = Math.max(1, song.sampleRate() / USUAL_RATE);
    this.channels = Math.min(2, song.channels());
    int frameBytes = channels * Short.BYTES;
    this.dataBytes = Math.min(song.frames() / step, MOST_BYTES / frameBytes) * frameBytes;
  }

  @Override
  public String contentType() {
    return "audio/wav";
  }

  @Override
  public long size() {
    return HEADER + dataBytes;
  }

  @Override
  public String version() {
    return version;
  }

  @Override
  public void write(long first, long count, OutputStream out) throws IOException {
    long end = first + count;
    if (first < HEADER) {
      out.write(header(), (int) first, (int) (Math.min(HEADER, end) - first));
    }
    if (end > HEADER) {
      writeSamples(Math.max(0, first - HEADER), end - HEADER, out);
    }
  }

  /** Writes the samples' bytes from one to another. */
  private void writeSamples(long from, long to, OutputStream out) throws IOException {
    int frameBytes = channels * Short.BYTES;
    float[] samples = new float[StereoReader.BLOCK * channels];
    ByteBuffer bytes =
        ByteBuffer.allocate(samples.length * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    try (StereoReader reader = new StereoReader(song.at(file.path()), step, from / frameBytes)) {
      int skipped = (int) (from % frameBytes);
      long left = to - from;
      while (left > 0) {
        reader.read(samples);
        bytes.clear();
        for (float sample : samples) {
          bytes.putShort((short) Math.max(-32768, Math.min(32767, Math.round(sample * 32768))));
        }
        int written = (int) Math.min(left, bytes.capacity() - skipped);
        out.write(bytes.array(), skipped, written);
        left -= written;
        skipped = 0;
      }
    }
  }

  private byte[] header() {
    int rate = song.sampleRate() / step;
    ByteBuffer header = ByteBuffer.allocate(HEADER).order(ByteOrder.LITTLE_ENDIAN);
    header.put(ascii("RIFF")).putInt((int) (HEADER - 8 + dataBytes)).put(ascii("WAVEfmt "));
    header.putInt(16).putShort((short) 1).putShort((short) channels).putInt(rate);
    header.putInt(rate * channels * Short.BYTES).putShort((short) (channels * Short.BYTES));
    header.putShort((short) BITS).put(ascii("data")).putInt((int) dataBytes);
    return header.array();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public void close() {
    try {
      file.close();
    } finally {
      onClose.run();
    }
  }
}
