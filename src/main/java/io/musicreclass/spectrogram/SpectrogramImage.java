package io.musicreclass.spectrogram;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;

/**
 * Renders a spectrogram as PNG: one pixel per cell, time to the right, low bands at the bottom. The
 * file is written here (W3C, Portable Network Graphics, 3rd edition), since a palette image needs
 * none of java.desktop, which a native image does not have.
 */
final class SpectrogramImage {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  private static final int BITS = 8;
  private static final int INDEXED = 3;
  private static final byte[] PALETTE = ColourMap.palette();

  private SpectrogramImage() {}

  static byte[] png(Spectrogram spectrogram) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(file);
    try {
      out.write(SIGNATURE);
      chunk(out, "IHDR", header(spectrogram.frames(), spectrogram.bands()));
      chunk(out, "PLTE", PALETTE);
      chunk(out, "IDAT", rows(spectrogram));
      chunk(out, "IEND", new byte[0]);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // never, in memory
    }
    return file.toByteArray();
  }

  /** Deflate, no filters beyond the standard's five, not interlaced: three zeros. */
  private static byte[] header(int width, int height) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(width);
    out.writeInt(height);
    out.write(new byte[] {BITS, INDEXED, 0, 0, 0});
    return bytes.toByteArray();
  }

  /** Rows from the top, each after its filter type (none, as suits palettes). */
  private static byte[] rows(Spectrogram spectrogram) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(bytes)) {
      byte[] row = new byte[1 + spectrogram.frames()];
      for (int band = spectrogram.bands() - 1; band >= 0; band--) {
        for (int frame = 0; frame < spectrogram.frames(); frame++) {
          float value = spectrogram.value(band, frame);
          row[1 + frame] = (byte) Math.round(value * (ColourMap.SIZE - 1));
        }
        out.write(row);
      }
    }
    return bytes.toByteArray();
  }

  private static void chunk(DataOutputStream out, String type, byte[] data) throws IOException {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 check = new CRC32();
    check.update(name);
    check.update(data);
    out.writeInt(data.length);
    out.write(name);
    out.write(data);
    out.writeInt((int) check.getValue());
  }
}
