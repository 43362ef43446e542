package io.musicreclass.daemon;

import io.musicreclass.decode.Decoded;
import io.musicreclass.ledger.Ledger;
import io.musicreclass.ledger.rows.Identity;
import io.musicreclass.ledger.rows.Job;
import io.musicreclass.notify.EventPolicy;
import io.musicreclass.track.ClassifiedTrack;
import io.musicreclass.track.ClassifiedTrack.Origin;
import io.musicreclass.track.FailureReason;
import io.musicreclass.track.FileErrors;
import io.musicreclass.track.SongFile;
import io.musicreclass.track.TrackId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.Predicate;

/**
 * One try at one file. It has exactly one end, which is written into the ledger together with the
 * messages it owes the world; a try that is closed without one goes back to the queue.
 */
final class Attempt implements AutoCloseable {
  private final Job job;
  private final Ledger ledger;
  private final EventPolicy eventPolicy;
  private final Predicate<Path> away;
  private boolean ended;
  private boolean unreachable;

  /**
   * @param away whether a file that is gone will be back, with the folder it is in
   */
  public Attempt(Job job, Ledger ledger, EventPolicy eventPolicy, Predicate<Path> away) {
    this.job = job;
    this.ledger = ledger;
    this.eventPolicy = eventPolicy;
    this.away = away;
  }

  /** Whether the song is to be heard although it has a verdict. */
  boolean isRevote() {
    return job.origin() == Origin.REVOTE || !job.failedStage().isEmpty();
  }

  /** How many tries before this one a failure of the machine broke off. */
  int failures() {
    return job.failures();
  }

  Path path() {
    return job.path();
  }

  /** The stage that the song waited for; empty: the first. */
  String waitedFor() {
    return job.waitsFor();
  }

  /**
   * Whether the file is no longer what was claimed; the inbox reports it again if it is there.
   *
   * @throws IOException when that cannot be found out
   */
  public boolean fileChanged() throws IOException {
    try {
      return !SongFile.stat(job.path()).equals(job.file());
    } catch (IOException e) {
      if (FileErrors.isAbsence(e)) {
        return true;
      }
      throw e;
    }
  }

  /** The file could not be looked at: nothing is decided, it is tried again after a while. */
  void unreachable(FileRetries retries, String reason) {
    retries.later(job, reason);
    unreachable = true;
    ended = true;
  }

  /** Whether the try is repeated once the file, which was changed a moment ago, is at rest. */
  boolean isRepeatedOnceQuiet(FileRetries retries) {
    boolean repeated = retries.untilQuiet(job);
    unreachable |= repeated;
    ended |= repeated;
    return repeated;
  }

  /** Whether the file could not be looked at, or not as a whole: it is tried again. */
  boolean isUnreachable() {
    return unreachable;
  }

  /** What the ledger knows of the song; when another worker holds it, this try has ended. */
  Identity identify(Decoded.Audio song) {
    song.formerId().ifPresent(former -> ledger.tracks().replaceId(former, song.id()));
    Identity identity =
        ledger
            .tracks()
            .identify(
                job,
                song.id(),
                song.seconds(),
                song.codec(),
                song.sampleRate(),
                song.channels(),
                song.tags());
    ended = identity instanceof Identity.InHand;
    return identity;
  }

  /**
   * The song has its verdict.
   *
   * @param failedStage name of a stage that it got it without, because the stage failed; or empty
   */
  public void decided(ClassifiedTrack receipt, String failedStage) {
    ledger.completion().decide(job, receipt, failedStage, eventPolicy.verdict(receipt));
    ended = true;
  }

  /**
   * A failure of the machine broke the try off.
   *
   * @param stage that the song waits for; empty: the first
   * @param notBefore when the next try may begin
   */
  void retryLater(String stage, Instant notBefore) {
    ledger.completion().retryLater(job, stage, notBefore);
    ended = true;
  }

  /** The song waits for another stage to hear it. */
  void postponed(String stage) {
    ledger.completion().postpone(job, stage);
    ended = true;
  }

  void failed(FailureReason why) {
    ledger.completion().fail(job, why, eventPolicy.failed(job, why));
    ended = true;
  }

  void duplicate(TrackId id, Path of) {
    ledger.completion().duplicate(job, id, of, eventPolicy.duplicate(job, of, id));
    ended = true;
  }

  /** The song has its verdict already and nothing is to be said. */
  void settled() {
    ledger.completion().settle(job);
    ended = true;
  }

  /** The file is gone, and with it the reason to hear it, unless its whole folder is away. */
  public void forgotten() {
    if (away.test(job.path())) {
      ledger.backlog().park(job);
    } else {
      ledger.completion().forget(job);
    }
    ended = true;
  }

  @Override
  public void close() {
    if (!ended) {
      ledger.queue().release(job);
    } else if (job.origin() != Origin.INBOX) {
      eventPolicy.reportBatches();
    }
  }
}
