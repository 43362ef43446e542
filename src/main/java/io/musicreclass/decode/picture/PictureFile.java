package io.musicreclass.decode.picture;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MJPEG;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_PNG;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/**
 * The bytes of a JPEG or PNG file, recognised by themselves and not by a name, without what only
 * costs time and memory: a small file can hold gigabytes of compressed texts or thousands of scans.
 */
final class PictureFile {
  /** Most pixels that are decoded: 4096 by 4096. */
  static final long MOST_PIXELS = 1 << 24;

  /** Progressive files have about ten. */
  private static final int MOST_SCANS = 64;

  private static final byte[] PNG_START = {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10};

  /** Chunks that a picture needs; not the texts, colour profiles and animations. */
  private static final Set<String> NEEDED = Set.of("IHDR", "PLTE", "tRNS", "IDAT", "IEND");

  /** Length, type and checksum of a chunk. */
  private static final int CHUNK_FRAME = 12;

  private static final int MARKER = 0xff;
  private static final int START_OF_IMAGE = 0xd8;
  private static final int START_OF_SCAN = 0xda;

  private final int codec;
  private final byte[] bytes;

  private PictureFile(int codec, byte[] bytes) {
    this.codec = codec;
    this.bytes = bytes;
  }

  /** Recognises a file; empty for any that is not decoded. */
  static Optional<PictureFile> of(byte[] bytes) {
    ByteBuffer file = ByteBuffer.wrap(bytes);
    if (bytes.length > PNG_START.length
        && file.slice(0, PNG_START.length).equals(ByteBuffer.wrap(PNG_START))) {
      return png(bytes);
    }
    return isMarker(bytes, 0, START_OF_IMAGE) && scans(bytes) <= MOST_SCANS
        ? Optional.of(new PictureFile(AV_CODEC_ID_MJPEG, bytes))
        : Optional.empty();
  }

  private static Optional<PictureFile> png(byte[] bytes) {
    ByteBuffer file = ByteBuffer.wrap(bytes).position(PNG_START.length);
    ByteArrayOutputStream kept = new ByteArrayOutputStream(bytes.length);
    kept.writeBytes(PNG_START);
    while (file.remaining() >= CHUNK_FRAME) {
      int start = file.position();
      long size = Integer.toUnsignedLong(file.getInt(start)) + CHUNK_FRAME;
      String type = new String(bytes, start + 4, 4, StandardCharsets.ISO_8859_1);
      if (size > file.remaining() || (type.equals("IHDR") && isTooLarge(file, start + 8))) {
        return Optional.empty();
      }
      if (NEEDED.contains(type)) {
        kept.write(bytes, start, (int) size);
      }
      if (type.equals("IEND")) {
        return Optional.of(new PictureFile(AV_CODEC_ID_PNG, kept.toByteArray()));
      }
      file.position(start + (int) size);
    }
    return Optional.empty();
  }

  private static boolean isTooLarge(ByteBuffer file, int at) {
    if (file.limit() < at + 8) {
      return true;
    }
    int width = file.getInt(at);
    int height = file.getInt(at + 4);
    return width <= 0 || height <= 0 || (long) width * height > MOST_PIXELS;
  }

  private static int scans(byte[] bytes) {
    int scans = 0;
    for (int i = 0; i < bytes.length; i++) {
      scans += isMarker(bytes, i, START_OF_SCAN) ? 1 : 0;
    }
    return scans;
  }

  private static boolean isMarker(byte[] bytes, int at, int kind) {
    return bytes.length > at + 1
        && Byte.toUnsignedInt(bytes[at]) == MARKER
        && Byte.toUnsignedInt(bytes[at + 1]) == kind;
  }

  /** FFmpeg's number of its codec. */
  int codec() {
    return codec;
  }

  /** What is decoded; not to be changed. */
  byte[] bytes() {
    return bytes;
  }
}
