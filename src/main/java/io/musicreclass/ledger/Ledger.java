package io.musicreclass.ledger;

import io.musicreclass.ledger.db.DatabaseMaintenance;
import io.musicreclass.ledger.db.LedgerDatabase;
import io.musicreclass.ledger.db.LedgerException;
import io.musicreclass.ledger.listing.Listing;
import io.musicreclass.problems.Problems;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The state of the program in one SQLite file, by repositories: the queue of files, the songs with
 * the results of their stages and their verdicts, and the messages that are not acknowledged yet.
 *
 * <p>Every method of a repository is one transaction, on disk when it returns, so that a crash at
 * any moment leaves each file either in the queue or completed with its messages in the outbox. All
 * methods may be called by any thread. All throw {@link LedgerException} when the file cannot be
 * read or written (disk full, damaged), after {@link #close}, and, where they change something, on
 * a ledger opened by {@link #read}.
 */
public final class Ledger implements AutoCloseable {
  private final LedgerDatabase database;
  private final @Nullable LedgerWriter owner;
  private final Views views;

  private Ledger(LedgerDatabase database, @Nullable LedgerWriter owner) {
    this.database = database;
    this.owner = owner;
    this.views = new Views(database.reader(), owner == null ? null : owner.writer());
  }

  /** Like the other {@code open}, with the backups in a folder below this one. */
  public static Ledger open(Path home) {
    return open(home, LedgerDatabase.defaultBackups(home), Optional.empty(), new Problems());
  }

  /**
   * Opens the ledger in this folder as its only owner, see {@link LedgerDatabase#open}. Files that
   * a crashed process was working on are in the queue again.
   */
  public static Ledger open(
      Path home, Path backups, Optional<String> earlierUse, Problems problems) {
    LedgerDatabase database = LedgerDatabase.open(home, backups, earlierUse, problems);
    try {
      return new Ledger(database, LedgerWriter.of(database));
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  /**
   * Opens the ledger in this folder for reading, while a daemon may own it.
   *
   * @throws LedgerException if there is none or it cannot be read
   */
  public static Ledger read(Path home) {
    return new Ledger(LedgerDatabase.read(home), null);
  }

  /** When the newest of the backups in a folder was made. */
  public static Optional<Instant> newestBackup(Path backups) throws IOException {
    return LedgerDatabase.newestBackup(backups);
  }

  static LedgerException readOnly() {
    return new LedgerException("This ledger was opened for reading only");
  }

  private LedgerWriter owner() {
    if (owner == null) {
      throw readOnly();
    }
    return owner;
  }

  /**
   * Takes back the crash that was counted on opening for files that only waited for another
   * machine. At most once, before the first claim.
   *
   * @param processed rows that the crashed process itself was processing; empty if unknown
   */
  public void acquitAllBut(Set<Long> processed) {
    owner().acquitAllBut(processed);
  }

  /** The files that wait for a worker. */
  public FileQueue queue() {
    return owner().queue();
  }

  /** Ends jobs. */
  public JobCompletion completion() {
    return owner().completion();
  }

  /** Songs, stage results and verdicts. */
  public TrackRepository tracks() {
    return new TrackRepository(database.reader(), this::owner);
  }

  /** One song, one file, pages of the history, and counts. */
  public Views views() {
    return views;
  }

  /** Re-votes, corrections, retries and batches. */
  public Reviews reviews() {
    return new Reviews(database.reader(), this::owner);
  }

  /** Settings that were changed while the program ran. */
  public StoredOptions options() {
    return new StoredOptions(
        database.reader(), () -> Optional.ofNullable(owner).map(LedgerWriter::writer));
  }

  /** The files' own tags. */
  public TagCatalogue catalogue() {
    return new TagCatalogue(database.reader(), database.scans());
  }

  /** All songs with their genres and tags. */
  public GenreLists genreLists() {
    return new GenreLists(database.reader());
  }

  /** The files of the library and their progress. */
  public LibraryQueue libraryQueue() {
    return new LibraryQueue(database.reader(), database.scans(), this::owner);
  }

  /** Messages that are not acknowledged yet. */
  public Outbox outbox() {
    return new Outbox(database.reader(), () -> owner().writer());
  }

  /** Changes to people's files. */
  public FileChanges changes() {
    return new FileChanges(database.reader(), () -> owner().writer());
  }

  /** The files to be tagged and sorted. */
  public OrganizeQueue organizeQueue() {
    return new OrganizeQueue(database.reader(), () -> owner().writer());
  }

  /**
   * Lists some of what has changed, so that it can be searched and sorted; see {@link
   * Views#unlisted}.
   *
   * @return the number of files and songs that were listed; 0 if all are
   */
  public int listSome() {
    return Listing.update(owner().writer());
  }

  /** Lists everything that has changed; takes a minute after an upgrade of a large library. */
  public void listAll() {
    while (listSome() > 0) {
      // the next transaction
    }
  }

  /**
   * A number that grows with every change. Whoever reads it before the data and finds it the same
   * later has the latest data. Never waits.
   */
  public long revision() {
    return owner().writer().revision();
  }

  /** Checks and backups. */
  public DatabaseMaintenance maintenance() {
    return database.maintenance();
  }

  /**
   * Tries again after reading or writing has failed, and withdraws the problem on success.
   *
   * @return whether the ledger works again after a failure
   */
  public boolean recheck() {
    return database.maintenance().recheck(owner().writer());
  }

  /** Puts what is still in progress back into the queue and closes the file; idempotent. */
  @Override
  public void close() {
    if (owner != null) {
      owner.finish();
    }
    database.close();
  }
}
