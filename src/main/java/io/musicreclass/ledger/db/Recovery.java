package io.musicreclass.ledger.db;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Checks the ledger before it is opened. A damaged or emptied one is set aside, never deleted, and
 * replaced by the newest intact backup.
 */
final class Recovery {
  /** A check that takes longer is repeated after the start. */
  private static final Duration CHECK = Duration.ofSeconds(2);

  /** A share that does not respond for so long counts as hanging. */
  private static final Duration HANG_TIMEOUT = Duration.ofMinutes(5);

  private static final List<String> PARTS = List.of("", "-wal", "-shm");

  private final Path db;
  private final Backups backups;
  private final Optional<String> earlierUse;
  private final Instant now;

  /**
   * What was found.
   *
   * @param checked whether all pages are known to be intact
   * @param restored whether a backup replaced it
   * @param notice text for display if something unexpected was found, otherwise null
   */
  public record Found(boolean checked, boolean restored, @Nullable String notice) {}

  /**
   * @param earlierUse other evidence that this is not the first start
   */
  public Recovery(Path db, Backups backups, Optional<String> earlierUse, Instant now) {
    this.db = db;
    this.backups = backups;
    this.earlierUse = earlierUse;
    this.now = now;
  }

  /** The file whose presence makes the next start check all pages. */
  static Path suspicion(Path db) {
    return db.resolveSibling("ledger.suspect");
  }

  /**
   * Checks the file, and restores a backup if it is damaged.
   *
   * @param owned whether the folder had an owner before
   * @throws LedgerException if the ledger is damaged and there is no backup
   */
  public Found recover(boolean owned) {
    try {
      if (Files.notExists(db) || Files.size(db) == 0) {
        return missing(owned);
      }
      return present();
    } catch (IOException e) {
      throw new LedgerException(DatabaseErrors.unwritable(db, e), e);
    }
  }

  private Found missing(boolean owned) throws IOException {
    boolean empty = Files.exists(db);
    String state = empty ? "is empty" : "is missing";
    Optional<String> restored = restored(state, empty);
    if (restored.isPresent()) {
      return new Found(true, true, restored.get());
    }
    String why =
        empty ? "its file was there" : owned ? "it was there before" : earlierUse.orElse(null);
    return new Found(
        true,
        false,
        why == null
            ? null
            : "The ledger "
                + db
                + " "
                + state
                + " although "
                + why
                + ": a new one was begun, and every song will be classified again. If this is not"
                + " the first start, stop Reclass, and mount the disk of reclass.home or put a copy"
                + " of the ledger there");
  }

  private Found present() throws IOException {
    boolean suspected = Files.exists(suspicion(db));
    long until = System.nanoTime() + CHECK.toNanos();
    IntegrityCheck check = IntegrityCheck.of(db, () -> !suspected && System.nanoTime() - until > 0);
    if (check == IntegrityCheck.DAMAGED) {
      String notice =
          restored("is damaged", true)
              .orElseThrow(
                  () ->
                      new LedgerException(
                          "The ledger "
                              + db
                              + " is damaged and there is no sound backup in "
                              + backups.folder()
                              + ". Put a copy in its place, or move it away (with its -wal and"
                              + " -shm) to start with an empty one; Reclass never deletes it"));
      Files.deleteIfExists(suspicion(db));
      return new Found(true, true, notice);
    }
    boolean checked = check == IntegrityCheck.SOUND;
    if (checked) {
      Files.deleteIfExists(suspicion(db));
    }
    return new Found(checked, false, null);
  }

  /** Restores a backup and describes that; empty if there is no intact one. */
  private Optional<String> restored(String state, boolean present) throws IOException {
    Path copy = db.resolveSibling("ledger.restoring");
    try {
      Optional<Path> backup = withTimeout(() -> soundCopy(copy));
      if (backup.isEmpty()) {
        return Optional.empty();
      }
      Optional<Path> aside = setAside();
      Files.move(copy, db, StandardCopyOption.ATOMIC_MOVE);
      String kept = aside.filter(file -> present).map(file -> " and kept as " + file).orElse("");
      String time =
          DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM)
              .withZone(ZoneId.systemDefault())
              .format(Backups.madeAt(backup.get()));
      return Optional.of(
          "The ledger "
              + db
              + " "
              + state.replace("is ", "was ")
              + kept
              + "; the backup of "
              + time
              + " took its place, and what was classified since is classified again");
    } finally {
      Files.deleteIfExists(copy);
    }
  }

  /** Copies the newest intact backup to this path and returns the backup. */
  private Optional<Path> soundCopy(Path copy) throws IOException {
    for (Path backup : backups.newestFirst()) {
      Backups.copy(backup, copy, () -> false);
      if (IntegrityCheck.of(copy, () -> false) == IntegrityCheck.SOUND) {
        return Optional.of(backup);
      }
    }
    return Optional.empty();
  }

  private Optional<Path> setAside() throws IOException {
    Path aside = db.resolveSibling(db.getFileName() + ".damaged-" + Backups.stamp(now));
    boolean any = false;
    for (String part : PARTS) {
      Path file = db.resolveSibling(db.getFileName() + part);
      if (Files.exists(file)) {
        Files.move(file, aside.resolveSibling(aside.getFileName() + part));
        any = true;
      }
    }
    return any ? Optional.of(aside) : Optional.empty();
  }

  private interface Search {
    Optional<Path> run() throws IOException;
  }

  /** The backups may be on a share that hangs. */
  private Optional<Path> withTimeout(Search search) throws IOException {
    FutureTask<Optional<Path>> task = new FutureTask<>(search::run);
    Thread thread = new Thread(task, "ledger-restore");
    thread.setDaemon(true);
    thread.start();
    try {
      return task.get(HANG_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException io) {
        throw new LedgerException(unreadable(io.toString()), io);
      }
      throw new LedgerException(unreadable(String.valueOf(e.getCause())), e);
    } catch (TimeoutException e) {
      throw new LedgerException(unreadable("it does not respond"), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LedgerException(unreadable("stopped while waiting for it"), e);
    }
  }

  private String unreadable(String why) {
    return "The ledger "
        + db
        + " is missing or damaged, and the folder of its backups, "
        + backups.folder()
        + ", cannot be read ("
        + why
        + "): mount it, or correct reclass.backup.path";
  }
}
