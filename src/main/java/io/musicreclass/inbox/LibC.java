package io.musicreclass.inbox;

import com.sun.jna.Native;
import com.sun.jna.Pointer;

/**
 * The C library's calls as they are; a result of -1 means {@link Native#getLastError()} tells why.
 * Loading this class throws a {@link LinkageError} where JNA cannot work.
 */
@SuppressWarnings("MemberName") // the names are the C library's
final class LibC {
  static final int ENOENT = 2;
  static final int EINTR = 4;
  static final int EACCES = 13;
  static final int EMFILE = 24;
  static final int ENOSPC = 28;

  /** IN_CLOEXEC and IN_NONBLOCK; the same number on x86-64 and arm64. */
  static final int CLOEXEC_NONBLOCK = 0x80800;

  static {
    Native.register(LibC.class, "c");
  }

  private LibC() {}

  static native int inotify_init1(int flags);

  static native int inotify_add_watch(int fd, byte[] path, int mask);

  static native int inotify_rm_watch(int fd, int watch);

  static native int poll(Pointer fds, long count, int timeoutMs);

  static native long read(int fd, Pointer buffer, long count);

  static native int close(int fd);

  static native String strerror(int error);
}
