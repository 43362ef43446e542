package io.musicreclass.pipeline;

import io.musicreclass.decode.Decoded;
import io.musicreclass.ledger.Failed;
import io.musicreclass.ledger.Identity;
import io.musicreclass.ledger.Job;
import io.musicreclass.ledger.Ledger;
import io.musicreclass.track.FileErrors;
import io.musicreclass.track.Receipt;
import io.musicreclass.track.Receipt.Origin;
import io.musicreclass.track.SongFile;
import io.musicreclass.track.TrackId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Predicate;

/**
 * One try at one file. It has exactly one end, which is written into the ledger together with the
 * messages it owes the world; a try that is closed without one goes back to the queue.
 */
final class Attempt implements AutoCloseable {
  private final Job job;
  private final Ledger ledger;
  private final Herald herald;
  private final Predicate<Path> away;
  private boolean ended;
  private boolean unreachable;

  /**
   * @param away whether a file that is gone will be back, with the folder it is in
   */
  Attempt(Job job, Ledger ledger, Herald herald, Predicate<Path> away) {
    this.job = job;
    this.ledger = ledger;
    this.herald = herald;
    this.away = away;
  }

  /** Whether the song is to be heard although it has a verdict. */
  boolean isRevote() {
    return job.origin() == Origin.REVOTE;
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
  boolean fileChanged() throws IOException {
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

  /** Whether the file could not be looked at. */
  boolean isUnreachable() {
    return unreachable;
  }

  /** What the ledger knows of the song; when another worker holds it, this try has ended. */
  Identity identify(Decoded.Audio song) {
    Identity identity =
        ledger.identify(
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

  void decided(Receipt receipt) {
    ledger.decide(job, receipt, herald.verdict(receipt));
    ended = true;
  }

  /** The song waits for another stage to hear it. */
  void postponed(String stage) {
    ledger.postpone(job, stage);
    ended = true;
  }

  void failed(Failed why) {
    ledger.fail(job, why, herald.failed(job, why));
    ended = true;
  }

  void duplicate(TrackId id, Path of) {
    ledger.duplicate(job, id, of, herald.duplicate(job, of, id));
    ended = true;
  }

  /** The song has its verdict already and nothing is to be said. */
  void settled() {
    ledger.settle(job);
    ended = true;
  }

  /** The file is gone, and with it the reason to hear it, unless its whole folder is away. */
  void forgotten() {
    if (away.test(job.path())) {
      ledger.backlog().park(job);
    } else {
      ledger.forget(job);
    }
    ended = true;
  }

  @Override
  public void close() {
    if (!ended) {
      ledger.release(job);
    } else if (job.origin() != Origin.INBOX) {
      herald.tellBatches();
    }
  }
}
