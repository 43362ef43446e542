package io.musicreclass.inbox;

import io.musicreclass.config.InboxConfig.Watch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Whether a folder can be an inbox: a file is made there, noticed, and taken away again. */
public final class InboxCheck {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Path MOUNTINFO = Path.of("/proc/self/mountinfo");

  private InboxCheck() {}

  /**
   * Tries a folder that is there.
   *
   * @return how it would be watched, for people
   * @throws IllegalStateException when it cannot be read or written; the message names the mend
   */
  public static String of(Path folder, Watch watch) {
    InboxRoot.Found found = new InboxRoot(folder, "reclass.inbox.path", MOUNTINFO).look();
    if (found instanceof InboxRoot.Absent absent) {
      throw new IllegalStateException(absent.reason());
    }
    boolean deaf = watch == Watch.AUTO && ((InboxRoot.There) found).deaf().isPresent();
    boolean noticed = (watch == Watch.POLL || deaf) ? unnoticed(folder) : noticed(folder);
    return noticed ? "watched by inotify" : "looked at again and again (poll)";
  }

  private static boolean noticed(Path folder) {
    try (EventSource events = new InotifyWatches(folder)) {
      events.watch(folder);
      Path file = write(folder);
      long until = System.nanoTime() + PATIENCE.toNanos();
      boolean seen = false;
      while (!seen && System.nanoTime() < until) {
        seen =
            events.await(PATIENCE).stream()
                .anyMatch(e -> e instanceof WatchEvent.OfFile of && of.path().equals(file));
      }
      return seen;
    } catch (IOException | LinkageError e) {
      return unnoticed(folder);
    }
  }

  private static boolean unnoticed(Path folder) {
    write(folder);
    return false;
  }

  /** Makes and deletes a file that the inbox itself leaves alone. */
  private static Path write(Path folder) {
    try {
      Path file = Files.createTempFile(folder, ".reclass-", "");
      Files.delete(file);
      return file;
    } catch (IOException e) {
      throw new IllegalStateException(
          Names.shown(folder)
              + " cannot be written ("
              + e.getClass().getSimpleName()
              + "): give this user write permission there",
          e);
    }
  }
}
