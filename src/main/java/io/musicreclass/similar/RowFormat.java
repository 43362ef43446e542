package io.musicreclass.similar;

import io.musicreclass.track.TrackId;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * A row of the file: the vector as float32, the song's key as int64, part of its identity as int64,
 * and the CRC-32C of all before; little-endian.
 *
 * @param width of the vectors
 */
record RowFormat(int width) {
  private static final int HEX_DIGITS = 16;

  /** Size of a row in floats. */
  int floats() {
    return width + 5;
  }

  /** Size of a row in bytes. */
  int bytes() {
    return floats() * Float.BYTES;
  }

  private int keyAt() {
    return width * Float.BYTES;
  }

  private int checksumAt() {
    return keyAt() + 2 * Long.BYTES;
  }

  /** Writes a row at the position of the buffer. */
  void put(ByteBuffer buffer, float[] vector, long track, long identity) {
    int start = buffer.position();
    buffer.asFloatBuffer().put(vector);
    buffer.putLong(start + keyAt(), track);
    buffer.putLong(start + keyAt() + Long.BYTES, identity);
    buffer.putInt(start + checksumAt(), checksum(buffer, start));
    buffer.position(start + bytes());
  }

  /** Whether the row at this position was written completely. */
  boolean isIntact(ByteBuffer buffer, int start) {
    return buffer.getInt(start + checksumAt()) == checksum(buffer, start);
  }

  private int checksum(ByteBuffer buffer, int start) {
    CRC32C checksum = new CRC32C();
    checksum.update(buffer.duplicate().position(start).limit(start + checksumAt()));
    return (int) checksum.getValue();
  }

  /** The key of the song of the row at this position. */
  long track(ByteBuffer buffer, int start) {
    return buffer.getLong(start + keyAt());
  }

  /** The identity in the row at this position, see {@link #identity(TrackId)}. */
  long identity(ByteBuffer buffer, int start) {
    return buffer.getLong(start + keyAt() + Long.BYTES);
  }

  /** What a row says of a song's identity: all 64 digits of its hash, folded to 16. */
  static long identity(TrackId id) {
    String hex = id.value().substring(id.value().indexOf(':') + 1);
    long folded = 0;
    for (int at = 0; at < hex.length(); at += HEX_DIGITS) {
      folded ^= Long.parseUnsignedLong(hex, at, at + HEX_DIGITS, HEX_DIGITS);
    }
    return folded;
  }
}
