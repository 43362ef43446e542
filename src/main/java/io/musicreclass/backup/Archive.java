package io.musicreclass.backup;

import io.musicreclass.lifecycle.Disk;
import io.musicreclass.models.Hashes;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * An archive to be read, which may be damaged or made to harm. Only files of its manifest are read,
 * each no further than the size written there, and compared with their hashes.
 */
final class Archive implements Closeable {
  private static final int LARGEST_MANIFEST = 16 << 20;
  private static final int BLOCK = 1 << 16;

  private final Path file;
  private final ZipFile zip;
  private final Manifest manifest;

  private Archive(Path file, ZipFile zip, Manifest manifest) {
    this.file = file;
    this.zip = zip;
    this.manifest = manifest;
  }

  /**
   * Opens an archive.
   *
   * @throws IOException if it is not one of a backup; the message names the file
   */
  static Archive open(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException(file + " is not a file: give the archive that reclass backup has made");
    }
    try {
      ZipFile zip = new ZipFile(file.toFile());
      try {
        return new Archive(file, zip, manifest(zip));
      } catch (IOException | RuntimeException e) {
        zip.close();
        throw e;
      }
    } catch (ZipException e) {
      throw unusable(file, "it is damaged, or no archive of reclass backup");
    } catch (IOException | IllegalArgumentException e) {
      throw unusable(file, String.valueOf(e.getMessage()));
    }
  }

  private static Manifest manifest(ZipFile zip) throws IOException {
    ZipEntry entry = zip.getEntry(Manifest.NAME);
    if (entry == null) {
      throw new IOException("it is not a backup of Reclass");
    }
    try (InputStream in = zip.getInputStream(entry)) {
      byte[] bytes = in.readNBytes(LARGEST_MANIFEST + 1);
      if (bytes.length > LARGEST_MANIFEST) {
        throw new IOException("its list of files is too long");
      }
      Manifest manifest = Manifest.read(bytes);
      if (zip.size() != manifest.entries().size() + 1) {
        throw new IOException("it has other files than its list says");
      }
      return manifest;
    }
  }

  private static IOException unusable(Path file, String why) {
    return new IOException("Nothing was restored from " + file + ": " + why);
  }

  Manifest manifest() {
    return manifest;
  }

  /** An error about this archive. */
  IOException unusable(String why) {
    return unusable(file, why);
  }

  /**
   * Writes a file of the archive to disk.
   *
   * @param to does not exist yet
   */
  void extract(Manifest.Entry entry, Path to) throws IOException {
    ZipEntry zipped = zip.getEntry(entry.name());
    if (zipped == null) {
      throw unusable(entry.name() + " is missing");
    }
    MessageDigest digest = Hashes.sha256();
    try (InputStream in = zip.getInputStream(zipped);
        OutputStream out =
            new DigestOutputStream(
                Files.newOutputStream(to, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                digest)) {
      copy(entry, in, out);
    } catch (ZipException | EOFException e) {
      throw unusable(entry.name() + " is damaged");
    }
    if (!Hashes.hex(digest).equals(entry.sha256())) {
      throw unusable(entry.name() + " is damaged");
    }
    Disk.sync(to);
  }

  private void copy(Manifest.Entry entry, InputStream in, OutputStream out) throws IOException {
    byte[] block = new byte[BLOCK];
    long left = entry.bytes();
    for (int read = in.read(block); read >= 0; read = in.read(block)) {
      left -= read;
      if (left < 0) {
        throw unusable(entry.name() + " is larger than its list says");
      }
      out.write(block, 0, read);
    }
    if (left > 0) {
      throw unusable(entry.name() + " is incomplete");
    }
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
