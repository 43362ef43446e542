package io.musicreclass.priority;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads for tasks, reused and unlimited in number. Tasks of {@link BackgroundWork} have threads
 * of their own, at idle priority, and are background work themselves. The threads do not keep the
 * program from exiting.
 */
public final class TaskThreads {
  private final AtomicInteger number = new AtomicInteger();
  private final ExecutorService normal;
  private final ExecutorService idle;

  /**
   * @param name of the threads, which are also numbered
   */
  public TaskThreads(String name) {
    normal = Executors.newCachedThreadPool(task -> thread(task, name + "-"));
    idle = Executors.newCachedThreadPool(task -> thread(() -> runIdle(task), name + "-idle-"));
  }

  private Thread thread(Runnable task, String name) {
    Thread thread = new Thread(task, name + number.incrementAndGet());
    thread.setDaemon(true);
    return thread;
  }

  private static void runIdle(Runnable task) {
    ThreadPriority.idle();
    BackgroundWork.forGood();
    task.run();
  }

  /** Runs a task at the priority of this thread's work. */
  public void execute(Runnable task) {
    (BackgroundWork.isOngoing() ? idle : normal).execute(task);
  }
}
