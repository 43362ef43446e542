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
 * A file as it was when it was seen. Two equal ones need not be opened twice.
 *
 * <p>On Linux a {@link Path} keeps a name's bytes whatever they are; only its text form loses those
 * that are no UTF-8. {@link #bytes} and {@link #path(byte[])} carry the bytes. Nothing here but
 * {@link #stat} touches a disk: a name is known while its share hangs, too.
 */
public final class SongFile {
  /** In which the JDK writes names as text. */
  private static final Charset NAMES = Charset.forName(System.getProperty("sun.jnu.encoding"));

  private static final char[] HEX = "0123456789ABCDEF".toCharArray();

  /** What stands for itself in the path of a URI, beside letters and digits (RFC 2396). */
  private static final String PLAIN = "-_.!~*'():@&=+$,;";

  /** No folder, so that nothing can be below it. */
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
   * @param bytes of an absolute path
   * @param mtime modification time in nanoseconds since 1970
   */
  public SongFile(byte[] bytes, long inode, long size, long mtime) {
    this(path(bytes), bytes.clone(), inode, size, mtime);
  }

  private SongFile(Path path, byte[] bytes, long inode, long size, long mtime) {
    if (!path.isAbsolute()) {
      throw new IllegalArgumentException("Not absolute: " + path);
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
      return false; // letters that the encoding of names lacks
    }
  }

  /**
   * Bytes that are no text can only be had from the path's URI, for which the JDK asks the file
   * system whether it is a folder. So it is made of the path below a place where nothing can be.
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
    return Path.of(URI.create(uri(bytes, "")));
  }

  /** The path as {@code file:///…}, other bytes than plain ASCII written %XX. */
  public static String uri(Path path) {
    return uri(bytes(path), PLAIN);
  }

  /**
   * @param plain what is written as it is, beside letters, digits and slashes
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

  /** The path for people and JSON: UTF-8, U+FFFD where its bytes are none. */
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
