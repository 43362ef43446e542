package io.musicreclass.convert.read;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * PyTorch's container before 1.6 (golden networks SPEC section 6): five pickles in a row, then each
 * storage as an int64 element count and raw data, in the order of the fifth.
 */
final class TorchLegacy implements Checkpoint.Reader {
  /** A pickle of the magic number 0x1950a86a20f9469cfc6c. */
  static final String MAGIC = "\u0080\u0002\u008a\012l\u00fc\u009cF\u00f9 j\u00a8";

  private static final String REMEDY = "The file is truncated or damaged: get it again";

  /** A storage whose position is known only after the pickle that names it. */
  private static final class Late implements Bytes {
    private final long count;
    private final long size;
    private Bytes bytes = Bytes.of(new byte[0]);

    Late(long count, int elementBytes) {
      this.count = count;
      this.size = count * elementBytes;
    }

    @Override
    public long size() {
      return size;
    }

    @Override
    public byte[] read(long position, int length) throws IOException {
      return bytes.read(position, length);
    }
  }

  @Override
  public Contents read(Path file, FileChannel channel) throws ConvertException, IOException {
    CountingInput in =
        new CountingInput(
            new BufferedInputStream(Channels.newInputStream(channel.position(0))), channel.size());
    SafePickle.load(in, file, Storages.none());
    SafePickle.load(in, file, Storages.none());
    ByteOrder order =
        SafePickle.load(in, file, Storages.none()) instanceof Map<?, ?> system
                && Boolean.FALSE.equals(system.get("little_endian"))
            ? ByteOrder.BIG_ENDIAN
            : ByteOrder.LITTLE_ENDIAN;

    Map<String, Late> places = new HashMap<>();
    Storages storages =
        (key, type, count) -> {
          if (count < 0 || count > in.remaining() / type.bytes()) {
            return Optional.empty();
          }
          Late late = places.computeIfAbsent(key, k -> new Late(count, type.bytes()));
          return Optional.of(new Storage(late, type, order));
        };
    Object root = SafePickle.load(in, file, storages);
    if (!(SafePickle.load(in, file, Storages.none()) instanceof List<?> keys)) {
      throw ConvertException.of(file, "has no list of storages", REMEDY);
    }
    place(file, channel, in.position(), keys, places, order);
    return Contents.of(root);
  }

  private static void place(
      Path file,
      FileChannel channel,
      long start,
      List<?> keys,
      Map<String, Late> places,
      ByteOrder order)
      throws ConvertException, IOException {
    long at = start;
    for (Object key : keys) {
      Late late = places.remove(String.valueOf(key));
      if (late == null) {
        throw ConvertException.of(file, "has a storage " + key + " that no tensor uses", REMEDY);
      }
      ByteBuffer count = ByteBuffer.allocate(Long.BYTES).order(order);
      if (channel.read(count, at) < Long.BYTES || channel.size() - at - Long.BYTES < late.size) {
        throw ConvertException.of(file, "ends within storage " + key, REMEDY);
      }
      if (count.getLong(0) != late.count) {
        throw ConvertException.of(file, "states another size for storage " + key, REMEDY);
      }
      late.bytes = Bytes.of(channel, at + Long.BYTES, late.size);
      at += Long.BYTES + late.size;
    }
    if (!places.isEmpty()) {
      throw ConvertException.of(file, "lacks the storages " + places.keySet(), REMEDY);
    }
  }
}
