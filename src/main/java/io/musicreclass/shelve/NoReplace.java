package io.musicreclass.shelve;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;
import io.musicreclass.track.SongFile;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Gives a file another name, unless something has that name already. */
final class NoReplace {
  private static final int AT_FDCWD = -100;
  private static final int RENAME_NOREPLACE = 1;
  private static final int EEXIST = 17;
  private static final int EXDEV = 18;
  private static final int EINVAL = 22;
  private static final int ENOSYS = 38;

  private NoReplace() {}

  /** The C library's call. */
  @SuppressWarnings("MemberName") // the name is the C library's
  private static final class LibC {
    static {
      Native.register(LibC.class, "c");
    }

    static native int renameat2(int oldFolder, byte[] old, int newFolder, byte[] now, int flags)
        throws LastErrorException;
  }

  /** What became of it. */
  enum Outcome {
    DONE,
    TAKEN,
    OTHER_FILE_SYSTEM
  }

  static Outcome rename(Path from, Path to) throws IOException {
    try {
      LibC.renameat2(AT_FDCWD, text(from), AT_FDCWD, text(to), RENAME_NOREPLACE);
      return Outcome.DONE;
    } catch (LastErrorException e) {
      return switch (e.getErrorCode()) {
        case EEXIST -> Outcome.TAKEN;
        case EXDEV -> Outcome.OTHER_FILE_SYSTEM;
        case EINVAL, ENOSYS -> link(from, to);
        default ->
            throw new IOException(
                "cannot be renamed to "
                    + SongFile.text(to)
                    + " ("
                    + Native.getLastError()
                    + "): check permissions and free space of both folders");
      };
    } catch (LinkageError e) {
      return link(from, to);
    }
  }

  /** For file systems without that call: at no moment the file has no name. */
  private static Outcome link(Path from, Path to) throws IOException {
    try {
      Files.createLink(to, from);
    } catch (FileAlreadyExistsException e) {
      return Outcome.TAKEN;
    } catch (UnsupportedOperationException e) {
      throw new IOException("its file system cannot rename without overwriting", e);
    }
    Files.delete(from);
    return Outcome.DONE;
  }

  private static byte[] text(Path path) {
    byte[] bytes = SongFile.bytes(path.toAbsolutePath());
    return Arrays.copyOf(bytes, bytes.length + 1);
  }
}
