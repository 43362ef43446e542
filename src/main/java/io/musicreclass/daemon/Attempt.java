package io.musicreclass.daemon;

import io.musicreclass.classify.StageRunner;
import io.musicreclass.cluster.SongFacts;
import io.musicreclass.ledger.Ledger;
import io.musicreclass.ledger.rows.Identity;
import io.musicreclass.ledger.rows.Job;
import io.musicreclass.notify.EventPolicy;
import io.musicreclass.track.ClassifiedTrack;
import io.musicreclass.track.ClassifiedTrack.Origin;
import io.musicreclass.track.FailureReason;
import io.musicreclass.track.FileErrors;
import io.musicreclass.track.SongFile;
import io.musicreclass.track.StageResult;
import io.musicreclass.track.TrackId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * One attempt to classify one file. It has exactly one outcome, which is written to the ledger in
 * one transaction with the messages to publish. An attempt closed without an outcome returns the
 * file to the queue.
 */
final class Attempt implements AutoCloseable {
  private final Job job;
  private final Ledger ledger;
  private final EventPolicy eventPolicy;
  private final Predicate<Path> isInOfflineFolder;
  private boolean finished;
  private boolean unreachable;

  /**
   * @param isInOfflineFolder whether a missing file lies in a library folder that is offline
   */
  public Attempt(
      Job job, Ledger ledger, EventPolicy eventPolicy, Predicate<Path> isInOfflineFolder) {
    this.job = job;
    this.ledger = ledger;
    this.eventPolicy = eventPolicy;
    this.isInOfflineFolder = isInOfflineFolder;
  }

  /** Whether the song is to be classified although it has a verdict. */
  boolean isRevote() {
    return job.origin() == Origin.REVOTE || !job.failedStage().isEmpty();
  }

  boolean isFinished() {
    return finished;
  }

  /** Whether the song may harm the program. */
  boolean isSuspect() {
    return job.isSuspect();
  }

  /** How many earlier attempts were aborted by a failure of the machine. */
  int failures() {
    return job.failures();
  }

  Job job() {
    return job;
  }

  Path path() {
    return job.path();
  }

  /** The stage that the song was queued for; empty for the first. */
  String queuedStage() {
    return job.waitsFor();
  }

  /**
   * Whether the file is gone or has changed since it was claimed. The inbox reports a changed file
   * again.
   *
   * @throws IOException when the file cannot be examined
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

  /** Ends the attempt without a result because the file could not be read; it is retried later. */
  void unreachable(FileRetries retries, String reason) {
    retries.later(job, reason);
    unreachable = true;
    finished = true;
  }

  /**
   * Schedules another attempt if the file was changed moments ago; false when the failure is final.
   */
  boolean isRepeatedOnceQuiet(FileRetries retries) {
    boolean repeated = retries.untilQuiet(job);
    unreachable |= repeated;
    finished |= repeated;
    return repeated;
  }

  /** Whether the file could not be read, or not completely, and is retried. */
  boolean isUnreachable() {
    return unreachable;
  }

  /**
   * Looks the song up in the ledger. If another worker is processing it, this attempt is finished.
   */
  Identity identify(SongFacts song) {
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
    finished = identity instanceof Identity.InProgress;
    return identity;
  }

  /**
   * The results of the song's stages; each that is stored is published, too.
   *
   * @param onStage told the name of each stage that is about to run
   */
  StageRunner.ResultStore resultStore(TrackId id, LiveEvents live, Consumer<String> onStage) {
    return new StageRunner.ResultStore() {
      @Override
      public List<StageResult> results() {
        return ledger.tracks().results(id);
      }

      @Override
      public void begins(String stage) {
        onStage.accept(stage);
      }

      @Override
      public void store(StageResult result) {
        ledger.tracks().store(id, result);
        live.publish(new LiveEvents.ProgressEvent.StageDone(path(), result));
      }
    };
  }

  /**
   * Stores the song's verdict.
   *
   * @param failedStage name of the stage that failed and did not vote; empty if none
   */
  public void decided(ClassifiedTrack track, String failedStage) {
    ledger.completion().decide(job, track, failedStage, eventPolicy.verdict(track));
    finished = true;
  }

  /**
   * Puts the song back into the queue after a failure of the machine.
   *
   * @param stage the stage to continue with; empty for the first
   * @param notBefore the earliest time of the next attempt
   */
  void retryLater(String stage, Instant notBefore) {
    ledger.completion().retryLater(job, stage, notBefore);
    finished = true;
  }

  /**
   * Puts a song back that may have hung the program or exhausted its memory, to be tried alone;
   * false, without ending the attempt, if it has been tried alone twice.
   */
  boolean isTriedAlone(String stage, Instant notBefore) {
    finished = ledger.completion().suspect(job, stage, notBefore);
    return finished;
  }

  /** Puts a suspect back for the same trial later. */
  void trialPostponed(String stage, Instant notBefore) {
    ledger.completion().postponeSuspect(job, stage, notBefore);
    finished = true;
  }

  /** Queues the song for another stage, whose network is not loaded now. */
  void postponed(String stage) {
    ledger.completion().postpone(job, stage);
    finished = true;
  }

  /** Ends the attempt here: another machine goes on with the song, which stays claimed. */
  void handedOver() {
    finished = true;
  }

  /** Takes {@link #handedOver} back; always false. */
  boolean keep() {
    finished = false;
    return false;
  }

  void failed(FailureReason why) {
    ledger.completion().fail(job, why, eventPolicy.failed(job, why));
    finished = true;
  }

  void duplicate(TrackId id, Path of) {
    ledger.completion().duplicate(job, id, of, eventPolicy.duplicate(job, of, id));
    finished = true;
  }

  /** Ends the attempt of a song that already has a verdict; nothing is published. */
  void alreadyClassified() {
    ledger.completion().completeUnchanged(job);
    finished = true;
  }

  /** Removes the missing file from the queue, or parks it if its folder is offline. */
  public void fileMissing() {
    if (isInOfflineFolder.test(job.path())) {
      ledger.libraryQueue().park(job);
    } else {
      ledger.completion().forget(job);
    }
    finished = true;
  }

  @Override
  public void close() {
    if (!finished) {
      ledger.queue().release(job);
    } else if (job.origin() != Origin.INBOX) {
      eventPolicy.reportBatches();
    }
  }
}
