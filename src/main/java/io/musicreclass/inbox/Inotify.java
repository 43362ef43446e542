package io.musicreclass.inbox;

import com.sun.jna.Memory;
import io.musicreclass.libc.LibC;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One inotify instance of the kernel. Only {@link #wake} may be called by other threads. */
final class Inotify implements AutoCloseable {
  static final int MODIFY = 0x2;
  static final int ATTRIB = 0x4;
  static final int CLOSE_WRITE = 0x8;
  static final int MOVED_FROM = 0x40;
  static final int MOVED_TO = 0x80;
  static final int CREATE = 0x100;
  static final int DELETE = 0x200;
  static final int DELETE_SELF = 0x400;
  static final int MOVE_SELF = 0x800;
  static final int UNMOUNT = 0x2000;
  static final int OVERFLOW = 0x4000;
  static final int IGNORED = 0x8000;
  static final int ONLYDIR = 0x1000000;
  static final int DONT_FOLLOW = 0x2000000;
  static final int EXCL_UNLINK = 0x4000000;
  static final int ISDIR = 0x40000000;

  /** IN_ or EFD_ CLOEXEC and NONBLOCK; the same number on x86-64 and arm64. */
  private static final int CLOEXEC_NONBLOCK = 0x80800;

  private static final int BUFFER = 1 << 16;
  private static final short POLLIN = 1;

  /** Size of a pollfd, and of what an eventfd counts. */
  private static final int EIGHT = 8;

  /** What is added to the count of an eventfd; any number but zero, in either byte order. */
  private static final byte[] ONE = {1, 0, 0, 0, 0, 0, 0, 0};

  private final Memory buffer = new Memory(BUFFER);
  private final Memory pollfd = new Memory(2 * EIGHT);
  private final Memory count = new Memory(EIGHT);
  private final int waker;
  private int fd;

  /**
   * An event as read from the kernel.
   *
   * @param name bytes of the file name, one char (0 to 255) each; empty for the folder itself
   */
  record Raw(int watch, int mask, String name) {
    boolean has(int bits) {
      return (mask & bits) != 0;
    }
  }

  Inotify() throws IOException {
    waker = LibC.eventfd(0, CLOEXEC_NONBLOCK);
    fd = waker < 0 ? waker : LibC.inotify_init1(CLOEXEC_NONBLOCK);
    if (fd < 0) {
      int error = LibC.errno();
      LibC.close(waker);
      if (error == LibC.EMFILE) {
        throw new EventSource.Exhausted(
            "inotify instance limit reached: raise sysctl fs.inotify.max_user_instances"
                + " (or the limit of open files)");
      }
      throw new IOException("inotify_init1: " + LibC.strerror(error));
    }
  }

  /** Watches a folder; returns the watch descriptor, an existing one if it is already watched. */
  int add(byte[] folder, int mask) throws IOException {
    int watch = LibC.inotify_add_watch(open(), Arrays.copyOf(folder, folder.length + 1), mask);
    if (watch < 0) {
      int error = LibC.errno();
      if (error == LibC.ENOSPC) {
        throw new EventSource.Exhausted(
            "inotify watch limit reached: raise sysctl fs.inotify.max_user_watches");
      }
      throw failure(folder, error);
    }
    return watch;
  }

  private static IOException failure(byte[] folder, int error) {
    String name = new String(folder, StandardCharsets.UTF_8);
    return switch (error) {
      case LibC.ENOENT -> new NoSuchFileException(name);
      case LibC.EACCES -> new AccessDeniedException(name);
      default -> new FileSystemException(name, null, LibC.strerror(error));
    };
  }

  /** Removes a watch; no error if the kernel has already removed it. */
  void remove(int watch) {
    LibC.inotify_rm_watch(open(), watch);
  }

  /** The pending events; waits for the first ones for a limited time, or until {@link #wake}. */
  List<Raw> read(Duration atMost) {
    prepare(0, open());
    prepare(EIGHT, waker);
    if (LibC.poll(pollfd, 2, (int) Math.min(Integer.MAX_VALUE, atMost.toMillis())) <= 0) {
      return List.of();
    }
    LibC.read(waker, count, EIGHT); // back to zero
    long length = LibC.read(fd, buffer, BUFFER);
    return length <= 0 ? List.of() : parse(buffer.getByteBuffer(0, length));
  }

  private void prepare(int offset, int file) {
    pollfd.setInt(offset, file);
    pollfd.setShort(offset + 4, POLLIN);
    pollfd.setShort(offset + 6, (short) 0);
  }

  /** Ends the current or else the next {@link #read} early. */
  synchronized void wake() {
    if (fd >= 0) {
      LibC.write(waker, ONE, ONE.length);
    }
  }

  @Override
  public synchronized void close() {
    if (fd >= 0) {
      LibC.close(fd);
      LibC.close(waker);
      fd = -1;
      buffer.close();
      pollfd.close();
      count.close();
    }
  }

  private int open() {
    if (fd < 0) {
      throw new IllegalStateException("This inotify instance is closed");
    }
    return fd;
  }

  private static List<Raw> parse(ByteBuffer bytes) {
    bytes.order(ByteOrder.nativeOrder());
    List<Raw> events = new ArrayList<>();
    while (bytes.remaining() >= 16) {
      int watch = bytes.getInt();
      int mask = bytes.getInt();
      bytes.getInt(); // the cookie that pairs the two halves of a rename
      int length = bytes.getInt();
      StringBuilder name = new StringBuilder(length);
      for (int end = bytes.position() + length; bytes.position() < end; ) {
        byte b = bytes.get();
        if (b == 0) {
          bytes.position(end); // padding
        } else {
          name.append((char) (b & 0xff));
        }
      }
      events.add(new Raw(watch, mask, name.toString()));
    }
    return events;
  }
}
