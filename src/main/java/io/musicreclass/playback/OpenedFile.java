package io.musicreclass.playback;

import io.musicreclass.libc.LibC;
import io.musicreclass.playback.UnplayableException.Reason;
import io.musicreclass.track.FileErrors;
import io.musicreclass.track.SongFile;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A file that is open and proven to be the ledger's: the open file itself, not its name, is
 * compared by real path, inode, size and modification time. It is read through {@link #path}, which
 * leads to this very file whatever becomes of its name. Owns a file descriptor.
 */
public final class OpenedFile implements Closeable {
  private static final int O_RDONLY = 0;

  /** Opening a pipe does not wait for its writer. */
  private static final int O_NONBLOCK = 04000;

  private static final int O_CLOEXEC = 02000000;

  private final SongFile file;
  private final int descriptor;
  private final AtomicBoolean closed = new AtomicBoolean();

  private byte[] head = {};

  private OpenedFile(SongFile file, int descriptor) {
    this.file = file;
    this.descriptor = descriptor;
  }

  /**
   * Opens a file; may block as long as its disk.
   *
   * @param file as the ledger knows it
   * @param folder a folder of the settings, which contains it
   */
  public static OpenedFile open(SongFile file, Path folder) throws UnplayableException {
    try {
      if (!SongFile.stat(file.path()).equals(file)) { // before opening: it might be a device
        throw changed(file);
      }
      OpenedFile opened = new OpenedFile(file, descriptor(file));
      try {
        opened.check(folder);
        opened.readHead();
        return opened;
      } catch (IOException | RuntimeException e) {
        opened.close();
        throw e;
      }
    } catch (UnplayableException e) {
      throw e;
    } catch (IOException e) {
      throw FileErrors.isAbsence(e) ? absent(file) : unreadable(file, FileErrors.reason(e));
    }
  }

  private static int descriptor(SongFile file) throws UnplayableException {
    byte[] name = file.bytes();
    try {
      int opened =
          LibC.open(Arrays.copyOf(name, name.length + 1), O_RDONLY | O_NONBLOCK | O_CLOEXEC, 0);
      if (opened >= 0) {
        return opened;
      }
      int error = LibC.errno();
      throw error == LibC.ENOENT ? absent(file) : unreadable(file, LibC.strerror(error));
    } catch (LinkageError e) {
      throw unreadable(file, "JNA does not work on this system");
    }
  }

  private void check(Path folder) throws IOException {
    Path expected = folder.toRealPath().resolve(folder.relativize(file.path()));
    if (!Files.readSymbolicLink(path()).equals(expected)) {
      throw new UnplayableException(
          Reason.OUTSIDE,
          SongFile.text(file.path()) + " is reached through a link",
          "put the song itself into the folder");
    }
    Map<String, Object> now =
        Files.readAttributes(path(), "unix:ino,size,lastModifiedTime,isRegularFile");
    SongFile opened =
        new SongFile(
            file.path(),
            ((Number) now.get("ino")).longValue(),
            ((Number) now.get("size")).longValue(),
            ((FileTime) now.get("lastModifiedTime")).to(TimeUnit.NANOSECONDS));
    if (!opened.equals(file) || !Boolean.TRUE.equals(now.get("isRegularFile"))) {
      throw changed(file);
    }
  }

  private void readHead() throws IOException {
    try (InputStream in = Files.newInputStream(path())) {
      head = in.readNBytes(AudioType.HEAD);
    }
  }

  private static UnplayableException absent(SongFile file) {
    return new UnplayableException(
        Reason.ABSENT,
        SongFile.text(file.path()) + " no longer exists",
        "put the song back where it was, or drop it into the inbox again");
  }

  static UnplayableException changed(SongFile file) {
    return new UnplayableException(
        Reason.CHANGED,
        SongFile.text(file.path()) + " has changed since it was analysed",
        "scan the library again, or wait until the song has been analysed again");
  }

  private static UnplayableException unreadable(SongFile file, String why) {
    return new UnplayableException(
        Reason.UNREADABLE,
        SongFile.text(file.path()) + " cannot be read: " + why,
        "check its permissions and its disk");
  }

  /** The file as the ledger knows it. */
  SongFile file() {
    return file;
  }

  /** Its first bytes. */
  byte[] head() {
    return head.clone();
  }

  /** Leads to the open file until it is closed. */
  public Path path() {
    return Path.of("/proc/self/fd", Integer.toString(descriptor));
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      var unused = LibC.close(descriptor);
    }
  }
}
