package io.musicreclass.ledger;

import io.musicreclass.ledger.db.Backups;
import io.musicreclass.ledger.db.Database;
import io.musicreclass.ledger.db.DatabaseCondition;
import io.musicreclass.ledger.db.DatabaseErrors;
import io.musicreclass.ledger.db.DatabaseMaintenance;
import io.musicreclass.ledger.db.FileAccess;
import io.musicreclass.ledger.db.LedgerException;
import io.musicreclass.ledger.db.LedgerLock;
import io.musicreclass.ledger.db.Recovery;
import io.musicreclass.ledger.db.ScanReader;
import io.musicreclass.ledger.db.SqlSession;
import io.musicreclass.ledger.rows.Arrived;
import io.musicreclass.ledger.rows.Charts;
import io.musicreclass.ledger.rows.FileRow;
import io.musicreclass.ledger.rows.HistoryFilter;
import io.musicreclass.ledger.rows.Identity;
import io.musicreclass.ledger.rows.Job;
import io.musicreclass.ledger.rows.LedgerStats;
import io.musicreclass.ledger.rows.TrackRow;
import io.musicreclass.ledger.rows.TrackView;
import io.musicreclass.problems.Problems;
import io.musicreclass.track.ClassifiedTrack;
import io.musicreclass.track.FailureReason;
import io.musicreclass.track.OutboxMessage;
import io.musicreclass.track.SongFile;
import io.musicreclass.track.SongTags;
import io.musicreclass.track.StageResult;
import io.musicreclass.track.TrackId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known and what is owed, in one SQLite file: the queue of files, the songs and what the
 * stages said of them, the verdicts, and the letters that the world has not acknowledged yet.
 *
 * <p>Every method is one transaction, on disk when it returns, so that a crash at any moment leaves
 * each file either in the queue or at its end with its letters in the outbox. All methods may be
 * called by any thread. All throw {@link LedgerException} when the file cannot be read or written
 * (disk full, damaged), after {@link #close}, and, where they change something, on a ledger opened
 * by {@link #read}.
 */
public final class Ledger implements AutoCloseable {
  private static final String FILE = "ledger.db";
  private static final String LOCK = "ledger.lock";
  private static final String BACKUPS = "backups";

  private final SqlSession reader;
  private final ScanReader scans;
  private final @Nullable LedgerWriter owner;
  private final DatabaseMaintenance upkeep;

  private Ledger(
      SqlSession reader,
      ScanReader scans,
      @Nullable LedgerWriter owner,
      DatabaseMaintenance upkeep) {
    this.reader = reader;
    this.scans = scans;
    this.owner = owner;
    this.upkeep = upkeep;
  }

  /** The same with its backups in the folder {@code backups} below it. */
  public static Ledger open(Path home) {
    return open(home, home.resolve(BACKUPS), Optional.empty(), new Problems());
  }

  /**
   * Opens the ledger in this folder as its one owner, and makes both when they are not there. Files
   * that a crashed process held are in the queue again. A damaged or emptied ledger is set aside,
   * and the newest backup takes its place.
   *
   * @param backups folder of its backups
   * @param earlierUse what else says that this is not the first start, as it follows "although"
   * @param problems is told while the ledger cannot be read or written, whoever tried
   * @throws LedgerException when another process owns it, or it is damaged and has no backup, of a
   *     newer version, or cannot be written; the message says which and the mend
   */
  public static Ledger open(
      Path home, Path backups, Optional<String> earlierUse, Problems problems) {
    Path db = folder(home).resolve(FILE);
    LedgerLock lock = LedgerLock.take(db.resolveSibling(LOCK));
    DatabaseCondition condition = new DatabaseCondition(db, problems);
    Backups copies = new Backups(backups);
    Recovery.Found found;
    try {
      found = new Recovery(db, copies, earlierUse, Instant.now()).look(lock.heldBefore());
      FileAccess.makeFile(db);
    } catch (RuntimeException | IOException e) {
      lock.close();
      throw e instanceof LedgerException known
          ? known
          : new LedgerException(DatabaseErrors.unwritable(db, new IOException(e)), e);
    }
    LedgerWriter owner = LedgerWriter.of(db, lock, condition, found.restored());
    try {
      DatabaseMaintenance upkeep = new DatabaseMaintenance(db, copies, condition, found);
      upkeep.restrict();
      return new Ledger(Database.reader(db, condition), scans(db, condition), owner, upkeep);
    } catch (RuntimeException e) {
      owner.close();
      throw e;
    }
  }

  /**
   * Opens the ledger in this folder for the views only, while a daemon may own it.
   *
   * @throws LedgerException when there is none, or it cannot be read
   */
  public static Ledger read(Path home) {
    Path db = home.toAbsolutePath().resolve(FILE);
    if (Files.notExists(db)) {
      throw new LedgerException(
          "There is no ledger in "
              + home
              + " yet: start the daemon once, or set reclass.home to the folder that has it");
    }
    DatabaseCondition condition = new DatabaseCondition(db, new Problems());
    Recovery.Found found = new Recovery.Found(false, false, null);
    return new Ledger(
        Database.reader(db, condition),
        scans(db, condition),
        null,
        new DatabaseMaintenance(db, new Backups(home.resolve(BACKUPS)), condition, found));
  }

  /** When the newest of the backups in a folder was made. */
  public static Optional<Instant> newestBackup(Path backups) throws IOException {
    return new Backups(backups).newest();
  }

  private static ScanReader scans(Path db, DatabaseCondition condition) {
    return new ScanReader(Database.reader(db, condition), System::nanoTime);
  }

  private static Path folder(Path home) {
    try {
      FileAccess.makeFolder(home);
      Path folder = home.toRealPath();
      FileAccess.restrictFolder(folder);
      return folder;
    } catch (IOException e) {
      throw new LedgerException(DatabaseErrors.unwritable(home, e), e);
    }
  }

  private LedgerWriter owner() {
    if (owner == null) {
      throw new LedgerException("This ledger was opened for reading only");
    }
    return owner;
  }

  /** Notes a file that is there and says what is to be done. A known one costs no write. */
  public Arrived arrive(SongFile file, ClassifiedTrack.Origin origin) {
    return arriveAll(List.of(file), origin).get(0);
  }

  /** The same for many files, in few transactions; outcomes in their order. */
  public List<Arrived> arriveAll(List<SongFile> files, ClassifiedTrack.Origin origin) {
    return owner().arrivals().arrive(files, origin);
  }

  /**
   * Takes the next file from the queue: the inbox before all else, the oldest first. A file that
   * was held at a crash waits behind the others, and is heard alone when it was held at two. One
   * put back by {@link #retryLater} is not taken before its time.
   *
   * @return empty when the queue is empty or what is left must wait for a job that is out: ask
   *     again when one has ended
   */
  public Optional<Job> claim() {
    return owner().queue().claim();
  }

  /**
   * Takes the next of the files that wait for one stage, in the same order.
   *
   * @param stage its name; empty: files to be heard from the beginning
   * @param inboxOnly whether files of other origins stay where they are
   */
  public Optional<Job> claim(String stage, boolean inboxOnly) {
    return owner().queue().claim(stage, inboxOnly);
  }

  /**
   * Puts a job back into the queue, where it waits for that stage. What the stages before it said
   * is {@link #results}.
   */
  public void postpone(Job job, String stage) {
    owner().endings().postpone(job, stage);
  }

  /** Lets the files that wait for a stage which is not there any more start from the beginning. */
  public void startAnew(String stage) {
    owner().queue().startAnew(stage);
  }

  /** How many files of the queue wait for which stage; under the empty name: for the first. */
  public Map<String, Integer> waitingByStage() {
    return Views.waitingByStage(reader);
  }

  /**
   * Puts a job back into the queue, at its old place. Does nothing when it is not held any more.
   */
  public void release(Job job) {
    owner().queue().release(job);
  }

  /**
   * Takes the files that were held at three crashes, so that they cannot stop the program for ever.
   * The caller ends each by {@link #fail} with {@link FailureReason#poison}; one not ended comes
   * again at the next start.
   */
  public List<Job> poisoned() {
    return owner().queue().poisoned();
  }

  /**
   * Files in the queue or being heard, counted no further than {@code atMost}: a queue of 100,000
   * is not to be counted for every song.
   */
  public int waiting(int atMost) {
    return Views.waiting(reader, atMost);
  }

  /**
   * Notes which song a job's file is, and says what the ledger knows of it. Looks whether other
   * files of that song are still there.
   *
   * @param seconds duration, summed from the packets
   * @param sampleRate in Hz, of the file
   * @param tags of the file, kept in place of those it had
   */
  public Identity identify(
      Job job,
      TrackId id,
      double seconds,
      String codec,
      int sampleRate,
      int channels,
      SongTags tags) {
    return owner().identities().identify(job, id, seconds, codec, sampleRate, channels, tags);
  }

  /**
   * A song that former versions knew by another identity is known by this one from now on: its
   * verdict, what a person said, its results, files and changes stay with it. Where both are known
   * they become one, with what a person said, and the newer verdict. Does nothing otherwise.
   */
  public void replaceId(TrackId former, TrackId id) {
    FormerIds.replace(owner().writer(), former, id);
  }

  /** Keeps what a stage said; replaces what the same stage, model and hashes said before. */
  public void keep(TrackId id, StageResult result) {
    SqlSession writer = owner().writer();
    writer.run(() -> StageResults.keep(writer, id, result));
  }

  /** What the stages said of a song, in the order they were heard. */
  public List<StageResult> results(TrackId id) {
    return StageResults.of(reader, FormerIds.current(reader, id));
  }

  /**
   * Puts a job back into the queue after a failure of the machine, which another try may not meet.
   *
   * @param stage that it waits for; empty: the first
   * @param notBefore nobody takes it before that time
   */
  public void retryLater(Job job, String stage, Instant notBefore) {
    owner().endings().retryLater(job, stage, notBefore);
  }

  /** Ends a job by a verdict, which replaces an earlier one of that song. */
  public void decide(Job job, ClassifiedTrack receipt, List<OutboxMessage> letters) {
    decide(job, receipt, "", letters);
  }

  /**
   * The same for a song that got its verdict without a stage, because that failed. It is heard
   * again by {@link Reviews#resume} or {@link Reviews#retry}.
   *
   * @param failedStage name of the stage; empty: none failed
   */
  public void decide(
      Job job, ClassifiedTrack receipt, String failedStage, List<OutboxMessage> letters) {
    owner().endings().decide(job, receipt, failedStage, letters);
  }

  /** Ends a job whose song is {@link Identity.Same}: there is nothing to say. */
  public void settle(Job job) {
    owner().endings().settle(job);
  }

  /** Ends a job whose song has a verdict that was given to another file. */
  public void duplicate(Job job, TrackId id, Path of, List<OutboxMessage> letters) {
    owner().endings().duplicate(job, id, of, letters);
  }

  /**
   * Ends a job that cannot be classified.
   *
   * @return whether that is news; when the unchanged file failed for the same reason before, it is
   *     none, and the letters are not written
   */
  public boolean fail(Job job, FailureReason why, List<OutboxMessage> letters) {
    return owner().endings().fail(job, why, letters);
  }

  /** Drops a job whose file went away before it was heard. */
  public void forget(Job job) {
    owner().endings().forget(job);
  }

  /** Second looks at what has come to its end. */
  public Reviews reviews() {
    return new Reviews(reader, this::owner);
  }

  /**
   * What somebody chose for an option while the program ran, and the configuration has not changed
   * since. The owner forgets a choice of the time before a change.
   *
   * @param configured what the configuration says now
   */
  public Optional<String> choice(String option, String configured) {
    if (owner != null) {
      StoredOptions.outgrow(owner.writer(), option, configured);
    }
    return StoredOptions.of(reader, option, configured);
  }

  /**
   * Keeps a choice.
   *
   * @param configured what the configuration says now
   */
  public void choose(String option, String value, String configured) {
    StoredOptions.put(owner().writer(), option, value, configured);
  }

  /** What the files' own tags say. */
  public TagCatalogue catalogue() {
    return new TagCatalogue(reader, scans);
  }

  /** The files of the library. */
  public LibraryQueue backlog() {
    return new LibraryQueue(reader, scans, this::owner);
  }

  /** Messages that are not acknowledged yet. */
  public Outbox outbox() {
    return new Outbox(reader, () -> owner().writer());
  }

  /**
   * A page of the history, newest first.
   *
   * @param beforeSeq {@link TrackRow#seq} of the last row of the page before, Long.MAX_VALUE for
   *     the first page
   */
  public List<TrackRow> tracks(HistoryFilter filter, long beforeSeq, int limit) {
    return History.page(reader, filter, beforeSeq, limit);
  }

  /** The verdict that holds for a song. */
  public Optional<ClassifiedTrack> verdict(TrackId id) {
    return VerdictRepository.of(reader, FormerIds.current(reader, id));
  }

  /** All that is known of a song. */
  public Optional<TrackView> track(TrackId id) {
    return Views.track(reader, FormerIds.current(reader, id));
  }

  /** All that is known of a file. */
  public Optional<FileRow> file(Path path) {
    return Views.file(reader, path);
  }

  /** What is done to people's files. */
  public FileChanges changes() {
    return new FileChanges(reader, () -> owner().writer());
  }

  /** The files that are to be tagged and sorted. */
  public OrganizeQueue shelves() {
    return new OrganizeQueue(reader, () -> owner().writer());
  }

  /** What keeps the ledger whole: checks, backups, and trials where its disk has failed. */
  public DatabaseMaintenance upkeep() {
    return upkeep;
  }

  /**
   * Where writing or reading has failed: tries again, and takes the problem back when it works.
   *
   * @return whether it works, after it did not
   */
  public boolean recheck() {
    return upkeep.recheck(owner().writer());
  }

  /** Counts of everything. */
  public LedgerStats stats() {
    return Views.stats(reader);
  }

  /** How the verdicts are spread; the last hours are those before {@code now}. */
  public Charts charts(Instant now) {
    return Views.charts(reader, now);
  }

  /** Puts what is still held back into the queue and lets go of the file. Idempotent. */
  @Override
  public void close() {
    reader.close();
    scans.close();
    if (owner != null) {
      owner.close();
    }
  }
}
