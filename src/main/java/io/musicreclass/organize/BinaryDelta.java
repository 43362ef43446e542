package io.musicreclass.organize;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The difference needed to restore a file as it was before its tags were written. It takes a few
 * kilobytes, since most bytes of a song are only shifted.
 *
 * <p>For each block of the old file it has the distance by which it was shifted in the new one, and
 * the exclusive or of both, which is mostly zeros; all of it deflated. The distance is that of the
 * file's beginning, its end or the previous block; if these do not match, the block is searched for
 * in the new file.
 */
final class BinaryDelta {
  private static final int BLOCK = 4096;

  /** No file is so long that one of its blocks is shifted by more. */
  private static final long FARTHEST = 1L << 60;

  private final byte[] packed;

  private BinaryDelta(byte[] packed) {
    this.packed = packed;
  }

  /** A delta from what {@link #toArray} returned. */
  public static BinaryDelta of(byte[] packed) {
    return new BinaryDelta(packed.clone());
  }

  /** A copy of the bytes to store. */
  public byte[] toArray() {
    return packed.clone();
  }

  /** The number of bytes to store. */
  public int size() {
    return packed.length;
  }

  /**
   * Compares two files.
   *
   * @throws IOException if one cannot be read
   */
  public static BinaryDelta between(Path before, Path after) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (FileChannel old = FileChannel.open(before);
        FileChannel now = FileChannel.open(after);
        DataOutputStream out =
            new DataOutputStream(new BufferedOutputStream(new DeflaterOutputStream(bytes)))) {
      out.writeLong(old.size());
      Matcher matcher = new Matcher(now, now.size() - old.size());
      byte[] block = new byte[BLOCK];
      for (long at = 0; at < old.size(); at += BLOCK) {
        int length = FileRegion.read(old, at, block);
        long shift = matcher.shift(block, length, at);
        out.writeLong(shift);
        xor(block, length, now, at + shift);
        out.write(block, 0, length);
      }
    }
    return new BinaryDelta(bytes.toByteArray());
  }

  /**
   * Restores the old file.
   *
   * @param after the new one, unchanged
   * @param restored the file to write; replaced if it exists
   * @throws IOException if a disk access fails, or the stored bytes are damaged
   */
  public void restore(Path after, Path restored) throws IOException {
    try (FileChannel now = FileChannel.open(after);
        OutputStream out = new BufferedOutputStream(Files.newOutputStream(restored));
        DataInputStream in =
            new DataInputStream(
                new BufferedInputStream(
                    new InflaterInputStream(new ByteArrayInputStream(packed))))) {
      long size = in.readLong();
      if (size < 0) {
        throw new IOException("the stored difference is damaged");
      }
      byte[] block = new byte[BLOCK];
      for (long at = 0; at < size; at += BLOCK) {
        int length = (int) Math.min(BLOCK, size - at);
        long shift = in.readLong();
        if (shift < -FARTHEST || shift > FARTHEST) {
          throw new IOException("the stored difference is damaged");
        }
        in.readFully(block, 0, length);
        xor(block, length, now, at + shift);
        out.write(block, 0, length);
      }
    }
  }

  private static void xor(byte[] block, int length, FileChannel now, long at) throws IOException {
    byte[] other = new byte[length];
    FileRegion.read(now, at, other);
    for (int i = 0; i < length; i++) {
      block[i] ^= other[i];
    }
  }

  /** Finds the blocks of the old file in the new one. */
  private static final class Matcher {
    private final FileChannel now;
    private final Set<Long> likely = new LinkedHashSet<>();
    private long last;
    private @Nullable BlockIndex index;

    Matcher(FileChannel now, long grown) {
      this.now = now;
      likely.add(0L);
      likely.add(grown);
    }

    long shift(byte[] block, int length, long at) throws IOException {
      long best = last;
      int most = equal(block, length, at + last);
      for (long shift : likely) {
        int equal = most == length ? 0 : equal(block, length, at + shift);
        if (equal > most) {
          most = equal;
          best = shift;
        }
      }
      if (most < length / 2) {
        if (index == null) {
          index = new BlockIndex(now);
        }
        long found = index.find(block, length) - at;
        best = equal(block, length, at + found) > most ? found : best;
      }
      last = best;
      return best;
    }

    private int equal(byte[] block, int length, long at) throws IOException {
      byte[] other = new byte[length];
      FileRegion.read(now, at, other);
      int equal = 0;
      for (int i = 0; i < length; i++) {
        equal += block[i] == other[i] ? 1 : 0;
      }
      return equal;
    }
  }
}
