package io.musicreclass.inbox;

import io.musicreclass.config.InboxConfig.Watch;
import io.musicreclass.inbox.names.Names;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Checks whether a folder can be an inbox by creating, detecting and deleting a file there. */
public final class InboxCheck {
  private static final Duration TIMEOUT = Duration.ofSeconds(2);
  private static final Path MOUNTINFO = Path.of("/proc/self/mountinfo");

  private InboxCheck() {}

  /**
   * Checks an existing folder.
   *
   * @return user-facing description of how it would be watched
   * @throws IllegalStateException if it cannot be read or written; the message names the remedy
   */
  public static String of(Path folder, Watch watch) {
    InboxRoot.Found found = new InboxRoot(folder, "reclass.inbox.path", MOUNTINFO).check();
    if (found instanceof InboxRoot.Absent absent) {
      throw new IllegalStateException(absent.reason());
    }
    boolean unreliable =
        watch == Watch.AUTO && ((InboxRoot.There) found).unreliableType().isPresent();
    boolean detected = (watch == Watch.POLL || unreliable) ? undetected(folder) : detected(folder);
    return detected ? "watched by inotify" : "scanned periodically (poll)";
  }

  private static boolean detected(Path folder) {
    try (EventSource events = new InotifyWatches(folder)) {
      events.watch(folder);
      Path file = write(folder);
      long until = System.nanoTime() + TIMEOUT.toNanos();
      boolean seen = false;
      while (!seen && System.nanoTime() < until) {
        seen =
            events.await(TIMEOUT).stream()
                .anyMatch(e -> e instanceof WatchEvent.OfFile of && of.path().equals(file));
      }
      return seen;
    } catch (IOException | LinkageError e) {
      return undetected(folder);
    }
  }

  private static boolean undetected(Path folder) {
    write(folder);
    return false;
  }

  /** Creates and deletes a file that the inbox itself ignores. */
  private static Path write(Path folder) {
    try {
      Path file = Files.createTempFile(folder, ".reclass-", "");
      Files.delete(file);
      return file;
    } catch (IOException e) {
      throw new IllegalStateException(
          Names.printable(folder)
              + " is not writable ("
              + e.getClass().getSimpleName()
              + "): grant this user write permission",
          e);
    }
  }
}
