package io.musicreclass.priority;

import io.musicreclass.libc.LibC;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/** Lowers the priority of the calling thread, for good; threads that it starts inherit it. */
public final class ThreadPriority {
  private static final Logger LOG = Logger.getLogger(ThreadPriority.class);
  private static final int LOWEST = 19;
  private static final int SCHED_IDLE = 5;
  private static final int IOPRIO_WHO_PROCESS = 1;
  private static final int IOPRIO_CLASS_IDLE = 3;
  private static final int IOPRIO_CLASS_SHIFT = 13;
  private static final int THIS_THREAD = 0;
  private static final AtomicBoolean WARNED = new AtomicBoolean();

  private ThreadPriority() {}

  /**
   * The lowest priority that still makes progress on a busy machine, for work that may hold a lock
   * of the database; the disk is read when nobody else wants it.
   */
  public static void lowest() {
    lower(() -> LibC.setpriority(0, THIS_THREAD, LOWEST), "CPU");
    lower(ThreadPriority::idleDisk, "disk");
  }

  /** Processor and disk are used only when nobody else wants them. */
  public static void idle() {
    lowest();
    lower(() -> LibC.sched_setscheduler(THIS_THREAD, SCHED_IDLE, new int[1]), "CPU");
  }

  private static int idleDisk() {
    return (int)
        LibC.ioprio_set(IOPRIO_WHO_PROCESS, THIS_THREAD, IOPRIO_CLASS_IDLE << IOPRIO_CLASS_SHIFT);
  }

  /** A call of the C library; negative if it fails. */
  @FunctionalInterface
  private interface Call {
    int run();
  }

  private static void lower(Call call, String what) {
    try {
      if (call.run() >= 0) {
        return;
      }
      warn(what, LibC.strerror(LibC.errno()));
    } catch (LinkageError e) {
      warn(what, String.valueOf(e.getMessage()));
    }
  }

  private static void warn(String what, String reason) {
    if (WARNED.compareAndSet(false, true)) {
      LOG.warnf("Cannot lower the %s priority of background work: reason=%s", what, reason);
    }
  }
}
