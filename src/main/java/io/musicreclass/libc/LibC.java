package io.musicreclass.libc;

import com.sun.jna.Native;
import com.sun.jna.Pointer;

/**
 * Functions of the C library, under its own names. Paths are bytes ending in a zero byte. A
 * negative result means that {@link #errno()} gives the error number.
 *
 * <p>The first use throws a {@link LinkageError} if JNA cannot work.
 */
@SuppressWarnings("MemberName") // the C library's names
public final class LibC {
  public static final int EPERM = 1;
  public static final int ENOENT = 2;
  public static final int EACCES = 13;
  public static final int EEXIST = 17;
  public static final int EXDEV = 18;
  public static final int EINVAL = 22;
  public static final int EMFILE = 24;
  public static final int ENOSPC = 28;
  public static final int EMLINK = 31;
  public static final int ENOSYS = 38;
  public static final int EOPNOTSUPP = 95;

  /** The number of ioprio_set(2) on this machine. */
  private static final long IOPRIO_SET =
      switch (System.getProperty("os.arch")) {
        case "amd64" -> 251;
        case "aarch64" -> 30;
        default -> -1;
      };

  static {
    Native.register(LibC.class, "c");
  }

  private LibC() {}

  /** Loaded on its own, as not every C library has the function. */
  private static final class Renameat2 {
    static {
      Native.register(Renameat2.class, "c");
    }

    static native int renameat2(
        int oldFolder, byte[] oldPath, int newFolder, byte[] newPath, int flags);
  }

  /** The error number of this thread's last call. */
  public static int errno() {
    return Native.getLastError();
  }

  public static native String strerror(int error);

  public static native int setenv(String name, String value, int overwrite);

  public static native int open(byte[] file, int flags, int mode);

  public static native long read(int fd, Pointer buffer, long count);

  public static native int fsync(int fd);

  public static native int close(int fd);

  public static native int poll(Pointer fds, long count, int timeoutMs);

  /** See setpriority(2); 0 as {@code which} and {@code who} are the calling thread on Linux. */
  public static native int setpriority(int which, int who, int priority);

  /** The parameters are a {@code sched_param}. */
  public static native int sched_setscheduler(int pid, int policy, int[] parameters);

  /** See ioprio_set(2), which has no function of its own; ENOSYS on unknown machines. */
  public static long ioprio_set(int which, int who, int priority) {
    return syscall(IOPRIO_SET, which, who, priority);
  }

  private static native long syscall(long number, long first, long second, long third);

  public static native int socket(int domain, int type, int protocol);

  /** The address is a {@code sockaddr} as bytes. */
  public static native long sendto(
      int socket, byte[] message, long length, int flags, byte[] address, int addressLength);

  public static native int link(byte[] from, byte[] to);

  public static native int unlink(byte[] file);

  public static native int rename(byte[] from, byte[] to);

  /**
   * See renameat2(2).
   *
   * @throws LinkageError if this C library does not have it
   */
  public static int renameat2(
      int oldFolder, byte[] oldPath, int newFolder, byte[] newPath, int flags) {
    return Renameat2.renameat2(oldFolder, oldPath, newFolder, newPath, flags);
  }

  public static native int eventfd(int count, int flags);

  public static native long write(int fd, byte[] bytes, long count);

  public static native int inotify_init1(int flags);

  public static native int inotify_add_watch(int fd, byte[] path, int mask);

  public static native int inotify_rm_watch(int fd, int watch);
}
