package io.musicreclass.track;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A file as it was when it was seen. Two equal ones need not be opened twice.
 *
 * <p>On Linux a {@link Path} keeps a name's bytes whatever they are; only its text form loses those
 * that are no UTF-8. {@link #bytes} and {@link #path(byte[])} carry the bytes.
 *
 * @param path absolute
 * @param mtime modification time in nanoseconds since 1970
 */
public record SongFile(Path path, long inode, long size, long mtime) {
  public SongFile {
    if (!path.isAbsolute()) {
      throw new IllegalArgumentException("Not absolute: " + path);
    }
  }

  /**
   * Looks at a file without opening it; a symbolic link is not followed.
   *
   * @throws IOException when it is not there
   */
  public static SongFile stat(Path path) throws IOException {
    Map<String, Object> a =
        Files.readAttributes(path, "unix:ino,size,lastModifiedTime", LinkOption.NOFOLLOW_LINKS);
    FileTime mtime = (FileTime) a.get("lastModifiedTime");
    return new SongFile(
        path.toAbsolutePath(),
        ((Number) a.get("ino")).longValue(),
        ((Number) a.get("size")).longValue(),
        mtime.to(TimeUnit.NANOSECONDS));
  }

  /** The name's bytes as the file system has them. */
  public static byte[] bytes(Path path) {
    String raw = uri(path).substring("file://".length());
    byte[] bytes = new byte[raw.length()];
    int n = 0;
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c == '%') {
        bytes[n++] = (byte) Integer.parseInt(raw, i + 1, i + 3, 16);
        i += 2;
      } else {
        bytes[n++] = (byte) c;
      }
    }
    return Arrays.copyOf(bytes, n);
  }

  /** The absolute path with these bytes. */
  public static Path path(byte[] bytes) {
    StringBuilder uri = new StringBuilder("file://");
    for (byte b : bytes) {
      char c = (char) (b & 0xff);
      boolean plain = c == '/' || (c < 0x80 && Character.isLetterOrDigit(c));
      uri.append(plain ? "" + c : String.format("%%%02X", (int) c));
    }
    return Path.of(URI.create(uri.toString()));
  }

  /** The path as {@code file:///…}, other bytes than plain ASCII written %XX. */
  public static String uri(Path path) {
    String uri = path.toUri().getRawPath();
    // A Path that is a directory now gets a slash appended; names of files never end in one.
    boolean slash = uri.length() > 1 && uri.endsWith("/");
    return "file://" + (slash ? uri.substring(0, uri.length() - 1) : uri);
  }

  /** The path for people and JSON: UTF-8, U+FFFD where its bytes are none. */
  public static String text(Path path) {
    return new String(bytes(path), StandardCharsets.UTF_8);
  }
}
