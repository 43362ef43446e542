package io.musicreclass.track;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A file's path, inode, size and modification time at one moment. Equal values mean an unchanged
 * file.
 *
 * <p>On Linux a {@link Path} preserves any bytes of a name; only its text form loses those that are
 * not UTF-8. {@link #bytes} and {@link #path(byte[])} convert without loss. Only {@link #stat}
 * accesses the disk, so names can be handled while a network share hangs.
 */
public final class SongFile {
  /** Charset in which the JDK decodes file names. */
  private static final Charset NAMES = Charset.forName(System.getProperty("sun.jnu.encoding"));

  private static final char[] HEX = "0123456789ABCDEF".toCharArray();

  /** Characters unescaped in a URI's path besides letters and digits (RFC 2396). */
  private static final String PLAIN = "-_.!~*'():@&=+$,;";

  /** Not a folder, so nothing can exist below it. */
  private static final Path NOWHERE = Path.of("/dev/null");

  private final Path path;
  private final byte[] bytes;
  private final long inode;
  private final long size;
  private final long mtime;

  /**
   * @param path absolute
   * @param mtime modification time in nanoseconds since 1970
   */
  public SongFile(Path path, long inode, long size, long mtime) {
    this(path, bytes(path), inode, size, mtime);
  }

  /**
   * @param bytes bytes of an absolute path
   * @param mtime modification time in nanoseconds since 1970
   */
  public SongFile(byte[] bytes, long inode, long size, long mtime) {
    this(path(bytes), bytes.clone(), inode, size, mtime);
  }

  private SongFile(Path path, byte[] bytes, long inode, long size, long mtime) {
    if (!path.isAbsolute()) {
      throw new IllegalArgumentException("Not an absolute path: " + path);
    }
    this.path = path;
    this.bytes = bytes;
    this.inode = inode;
    this.size = size;
    this.mtime = mtime;
  }

  /** Absolute. */
  public Path path() {
    return path;
  }

  /** The path's bytes as the file system has them. */
  public byte[] bytes() {
    return bytes.clone();
  }

  public long inode() {
    return inode;
  }

  public long size() {
    return size;
  }

  /** Modification time in nanoseconds since 1970. */
  public long mtime() {
    return mtime;
  }

  /**
   * Reads a file's attributes without opening it; a symbolic link is not followed.
   *
   * @throws IOException if the file does not exist or cannot be accessed
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

  /** The absolute path's bytes as the file system has them. */
  public static byte[] bytes(Path path) {
    Path absolute = path.toAbsolutePath();
    String text = absolute.toString();
    return isSame(absolute, text) ? text.getBytes(NAMES) : unescaped(escaped(absolute));
  }

  private static boolean isSame(Path path, String text) {
    try {
      return Path.of(text).equals(path);
    } catch (InvalidPathException e) {
      return false; // characters that the file name encoding lacks
    }
  }

  /**
   * Bytes that are not text are only available from the path's URI, but building one makes the JDK
   * check whether the path is a folder. The URI is therefore built from the path moved below a
   * location where nothing can exist.
   */
  private static String escaped(Path absolute) {
    Path moved = NOWHERE.resolve(absolute.subpath(0, absolute.getNameCount()));
    return moved.toUri().getRawPath().substring(NOWHERE.toString().length());
  }

  private static byte[] unescaped(String raw) {
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
    return Path.of(URI.create(uri(withoutEmptyNames(bytes), "")));
  }

  /** Without repeated slashes, which {@link Path#of(URI)} keeps and no other way to a path does. */
  private static byte[] withoutEmptyNames(byte[] bytes) {
    byte[] names = new byte[bytes.length];
    int n = 0;
    for (byte b : bytes) {
      if (b != '/' || n == 0 || names[n - 1] != '/') {
        names[n++] = b;
      }
    }
    return n == bytes.length ? bytes : Arrays.copyOf(names, n);
  }

  /** The path as {@code file:///…} URI, percent-encoding all bytes but plain ASCII. */
  public static String uri(Path path) {
    return uri(bytes(path), PLAIN);
  }

  /**
   * @param plain characters left unescaped besides letters, digits and slashes
   */
  private static String uri(byte[] bytes, String plain) {
    StringBuilder uri = new StringBuilder("file://");
    for (byte b : bytes) {
      char c = (char) (b & 0xff);
      if (c == '/' || (c < 0x80 && Character.isLetterOrDigit(c)) || plain.indexOf(c) >= 0) {
        uri.append(c);
      } else {
        uri.append('%').append(HEX[c >> 4]).append(HEX[c & 0xf]);
      }
    }
    return uri.toString();
  }

  /** The path as text: decoded as UTF-8, with U+FFFD for invalid bytes. */
  public static String text(Path path) {
    return new String(bytes(path), StandardCharsets.UTF_8);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SongFile file
        && path.equals(file.path)
        && inode == file.inode
        && size == file.size
        && mtime == file.mtime;
  }

  @Override
  public int hashCode() {
    return Objects.hash(path, inode, size, mtime);
  }

  @Override
  public String toString() {
    return "SongFile[path="
        + text(path)
        + ", inode="
        + inode
        + ", size="
        + size
        + ", mtime="
        + mtime
        + "]";
  }
}
