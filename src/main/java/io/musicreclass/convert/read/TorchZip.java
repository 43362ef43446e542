package io.musicreclass.convert.read;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * PyTorch's zip container (golden networks SPEC section 6): one folder with {@code data.pkl} and
 * {@code data/<key>}, everything stored, not deflated.
 */
final class TorchZip implements Storages {
  private static final String PICKLE = "/data.pkl";

  private final ZipFile zip;
  private final String folder;
  private final ByteOrder order;
  private final long fileSize;

  private TorchZip(ZipFile zip, String folder, ByteOrder order, long fileSize) {
    this.fileSize = fileSize;
    this.zip = zip;
    this.folder = folder;
    this.order = order;
  }

  /** Creates the open checkpoint from its contents. */
  interface Maker {
    Checkpoint make(Path file, Contents contents, Closeable source);
  }

  static Checkpoint open(Path file, Maker maker) throws ConvertException, IOException {
    ZipFile zip;
    try {
      zip = new ZipFile(file.toFile());
    } catch (ZipException e) {
      throw ConvertException.of(
          file,
          "is a truncated or damaged zip file (" + e.getMessage() + ")",
          "Get it again, and compare its size with the original's",
          e);
    }
    try {
      return maker.make(file, read(file, zip), zip);
    } catch (ConvertException | IOException | RuntimeException e) {
      zip.close();
      throw e;
    }
  }

  private static Contents read(Path file, ZipFile zip) throws ConvertException, IOException {
    long fileSize = Files.size(file);
    ZipEntry pickle =
        zip.stream()
            .filter(e -> e.getName().endsWith(PICKLE) && isStored(e, fileSize))
            .findFirst()
            .map(ZipEntry.class::cast)
            .orElseThrow(
                () ->
                    ConvertException.of(
                        file,
                        "is a zip file, but not one written by torch.save",
                        "Give the .pth, .bin, .safetensors or .npy file itself"));
    String folder = pickle.getName().substring(0, pickle.getName().length() - PICKLE.length());
    TorchZip storages = new TorchZip(zip, folder, byteOrder(zip, folder), fileSize);
    CountingInput in =
        new CountingInput(new BufferedInputStream(zip.getInputStream(pickle)), pickle.getSize());
    return Contents.of(SafePickle.load(in, file, storages));
  }

  private static ByteOrder byteOrder(ZipFile zip, String folder) throws IOException {
    ZipEntry entry = zip.getEntry(folder + "/byteorder");
    if (entry == null) {
      return ByteOrder.LITTLE_ENDIAN;
    }
    byte[] text = zip.getInputStream(entry).readNBytes(8);
    return new String(text, StandardCharsets.US_ASCII).strip().equals("big")
        ? ByteOrder.BIG_ENDIAN
        : ByteOrder.LITTLE_ENDIAN;
  }

  /** A member as torch writes it, no larger than the file. */
  private static boolean isStored(ZipEntry entry, long fileSize) {
    return entry.getMethod() == ZipEntry.STORED
        && entry.getSize() == entry.getCompressedSize()
        && entry.getSize() <= fileSize;
  }

  @Override
  public Optional<Storage> find(String key, ElementType type, long count) {
    ZipEntry entry = zip.getEntry(folder + "/data/" + key);
    if (entry == null || !isStored(entry, fileSize) || count > entry.getSize() / type.bytes()) {
      return Optional.empty();
    }
    return Optional.of(new Storage(Bytes.of(zip, entry), type, order));
  }
}
