package io.musicreclass.organize;

import io.musicreclass.libc.LibC;
import io.musicreclass.track.SongFile;
import java.nio.file.Path;
import java.util.Arrays;

/** The system calls for renaming. Each returns 0 or the error number. */
interface RenameCalls {
  RenameCalls SYSTEM = new LinuxCalls();

  /** Renames a file; fails if the new name exists. */
  int renameNoReplace(Path from, Path to);

  /** Creates a hard link; fails if the name exists. */
  int link(Path from, Path to);

  /** Creates an empty file; fails if the name exists. */
  int createNew(Path file);

  /** Renames a file, replacing an existing one. */
  int rename(Path from, Path to);

  /** Removes a name of a file. */
  int remove(Path file);

  /** Flushes a folder's entries to the disk. */
  int syncFolder(Path folder);

  /**
   * Whether an error means that the file system does not support the call, or not for these files.
   */
  static boolean isUnsupported(int error) {
    return switch (error) {
      case LibC.EPERM, LibC.EINVAL, LibC.EMLINK, LibC.ENOSYS, LibC.EOPNOTSUPP -> true;
      default -> false;
    };
  }

  /** The system's text for an error. */
  static String text(int error) {
    return LibC.strerror(error);
  }

  /** The calls of the C library. */
  final class LinuxCalls implements RenameCalls {
    private static final int AT_FDCWD = -100;
    private static final int RENAME_NOREPLACE = 1;
    private static final int O_WRONLY = 1;
    private static final int O_CREAT = 0100;
    private static final int O_EXCL = 0200;
    private static final int O_CLOEXEC = 02000000;
    private static final int OWNER_ONLY = 0600;

    @Override
    public int renameNoReplace(Path from, Path to) {
      try {
        return error(LibC.renameat2(AT_FDCWD, bytes(from), AT_FDCWD, bytes(to), RENAME_NOREPLACE));
      } catch (LinkageError e) {
        return LibC.ENOSYS;
      }
    }

    @Override
    public int link(Path from, Path to) {
      return error(LibC.link(bytes(from), bytes(to)));
    }

    @Override
    public int createNew(Path file) {
      int opened = LibC.open(bytes(file), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, OWNER_ONLY);
      return opened < 0 ? error(opened) : error(LibC.close(opened));
    }

    @Override
    public int rename(Path from, Path to) {
      return error(LibC.rename(bytes(from), bytes(to)));
    }

    @Override
    public int remove(Path file) {
      return error(LibC.unlink(bytes(file)));
    }

    @Override
    public int syncFolder(Path folder) {
      int opened = LibC.open(bytes(folder), O_CLOEXEC, 0);
      if (opened < 0) {
        return error(opened);
      }
      int synced = error(LibC.fsync(opened));
      int closed = error(LibC.close(opened));
      return synced == 0 ? closed : synced;
    }

    private static int error(int result) {
      return result < 0 ? LibC.errno() : 0;
    }

    private static byte[] bytes(Path path) {
      byte[] bytes = SongFile.bytes(path.toAbsolutePath());
      return Arrays.copyOf(bytes, bytes.length + 1);
    }
  }
}
