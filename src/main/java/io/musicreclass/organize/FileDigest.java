package io.musicreclass.organize;

import io.musicreclass.track.FileErrors;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Size and hash of a file's bytes.
 *
 * @param sha256 64 hexadecimal digits
 */
record FileDigest(long size, String sha256) {
  private static final int BUFFER = 1 << 16;

  /**
   * Reads a file.
   *
   * @throws IOException if it does not exist, is not a regular file or cannot be read
   */
  public static FileDigest of(Path file) throws IOException {
    if (!isRegular(file)) {
      throw new java.nio.file.NoSuchFileException(file.toString());
    }
    MessageDigest digest = digest();
    long size = 0;
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      byte[] buffer = new byte[BUFFER];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        size += n;
      }
    }
    return new FileDigest(size, HexFormat.of().formatHex(digest.digest()));
  }

  /** Parses what {@link #toString} returns. */
  public static FileDigest parse(String text) {
    String[] parts = text.split(" ", 2);
    return new FileDigest(Long.parseLong(parts[0]), parts[1]);
  }

  @Override
  public String toString() {
    return size + " " + sha256;
  }

  /** Whether a file exists and has these bytes. */
  public boolean isIn(Path file) throws IOException {
    return isRegular(file) && Files.size(file) == size && of(file).equals(this);
  }

  private static boolean isRegular(Path file) throws IOException {
    return FileErrors.exists(file) && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("Every Java has SHA-256", e);
    }
  }
}
