package io.musicreclass.tags;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.TreeMap;

/** Changes to a file: ranges replaced by other bytes. Everything else is copied. */
final class FilePatch {
  private static final class Splice {
    final long length;
    final byte[] bytes;

    Splice(long length, byte[] bytes) {
      this.length = length;
      this.bytes = bytes;
    }
  }

  private final TreeMap<Long, Splice> splices = new TreeMap<>();

  /** Replaces a range that overlaps no other one; bytes inserted at its start are kept. */
  void replace(long at, long length, byte[] bytes) {
    Splice there = splices.get(at);
    if (there != null && there.length > 0) {
      throw new IllegalStateException("two changes at byte " + at);
    }
    ByteBuilder all =
        new ByteBuilder().bytes(there == null ? new byte[0] : there.bytes).bytes(bytes);
    splices.put(at, new Splice(length, all.toArray()));
  }

  void insert(long at, byte[] bytes) {
    replace(at, 0, bytes);
  }

  /** The number of bytes by which the file grows. */
  long growth() {
    return splices.values().stream().mapToLong(s -> s.bytes.length - s.length).sum();
  }

  /** Writes the changed copy into an existing file. */
  void apply(Path source, Path target) throws IOException {
    try (FileChannel in = FileChannel.open(source, StandardOpenOption.READ);
        FileChannel out =
            FileChannel.open(
                target,
                StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING,
                LinkOption.NOFOLLOW_LINKS)) {
      long at = 0;
      for (Map.Entry<Long, Splice> splice : splices.entrySet()) {
        if (splice.getKey() < at) {
          throw new IllegalStateException("changes overlap at byte " + splice.getKey());
        }
        copy(in, at, splice.getKey(), out);
        ByteBuffer bytes = ByteBuffer.wrap(splice.getValue().bytes);
        while (bytes.hasRemaining()) {
          out.write(bytes);
        }
        at = splice.getKey() + splice.getValue().length;
      }
      copy(in, at, in.size(), out);
    }
  }

  private static void copy(FileChannel in, long from, long to, FileChannel out) throws IOException {
    for (long at = from; at < to; ) {
      long count = in.transferTo(at, to - at, out);
      if (count <= 0) {
        throw new TagException("it was truncated while being copied");
      }
      at += count;
    }
  }
}
