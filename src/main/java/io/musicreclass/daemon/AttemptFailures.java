package io.musicreclass.daemon;

import io.musicreclass.classify.Classification;
import io.musicreclass.classify.StageRunner;
import io.musicreclass.lifecycle.FailureText;
import io.musicreclass.quarantine.StepNotes;
import io.musicreclass.track.FailureReason;
import io.musicreclass.track.FailureReason.Harm;
import io.musicreclass.track.StageResult;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Ends attempts that failed: a defect of the song is final, a failure of the machine is retried
 * with growing delays, and a song that may have caused it is tried with no other in progress.
 * Thread-safe.
 */
final class AttemptFailures {
  private static final Logger LOG = Logger.getLogger(AttemptFailures.class);

  /** Waiting times after failures of the machine; the attempt after the last one is final. */
  private static final List<Duration> BACKOFF =
      List.of(Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofMinutes(2));

  /** When a suspect is tried again whose stage still hangs; sooner if the program restarts. */
  private static final Duration HANG_WAIT = Duration.ofMinutes(10);

  private final StageRunner stageRunner;
  private final FileRetries retries;
  private final LiveEvents live;
  private final Clock clock;

  AttemptFailures(StageRunner stageRunner, FileRetries retries, LiveEvents live, Clock clock) {
    this.stageRunner = stageRunner;
    this.retries = retries;
    this.live = live;
    this.clock = clock;
  }

  /** Whether the machine may fail once more before the failure is final. */
  boolean isLast(Attempt attempt) {
    return attempt.failures() >= BACKOFF.size();
  }

  /** Something was thrown outside of the stages. */
  void thrown(Attempt attempt, Throwable e) {
    if (FailureText.isOutOfMemory(e)) { // before logging, which may need too much, too
      suspect(attempt, Harm.MEMORY, StepNotes.DECODING, attempt.queuedStage());
    }
    LOG.errorf(e, "Failed to classify file=%s", attempt.path());
    if (!attempt.isFinished() && !isRetried(attempt, attempt.queuedStage())) {
      fail(attempt, new FailureReason(FailureText.of(e), Classification.RETRY_REMEDY, true));
    }
  }

  /** The decoder did not end although the disk responds. */
  void decoderHangs(Attempt attempt) {
    suspect(attempt, Harm.HANG, StepNotes.DECODING, attempt.queuedStage());
  }

  void stageFailed(Attempt attempt, StageResult.Failed failure) {
    String turn = stageRunner.turnOf(failure.stage());
    String step = StepNotes.analysing(failure.stage());
    switch (failure.cause()) {
      case HANG -> suspect(attempt, Harm.HANG, step, turn);
      case MEMORY -> suspect(attempt, Harm.MEMORY, step, turn);
      case MACHINE -> {
        if (attempt.isSuspect() && stageRunner.hangs()) { // which says nothing about this song
          attempt.trialPostponed(turn, clock.instant().plus(HANG_WAIT));
        } else {
          boolean unused = isRetried(attempt, turn);
        }
      }
    }
  }

  /** Tries a song again with no other in progress, or fails it if that has been done twice. */
  private void suspect(Attempt attempt, Harm harm, String step, String stage) {
    if (attempt.isTriedAlone(stage, clock.instant().plus(BACKOFF.get(0)))) {
      LOG.warnf("Trying alone file=%s step=%s", attempt.path(), step);
    } else {
      fail(attempt, FailureReason.poison(harm, step));
    }
  }

  /** Returns a song to the queue after a failure of the machine; false when no attempt is left. */
  private boolean isRetried(Attempt attempt, String stage) {
    if (isLast(attempt)) {
      return false;
    }
    Duration wait = BACKOFF.get(attempt.failures());
    attempt.retryLater(stage, clock.instant().plus(wait));
    LOG.warnf("Retrying file=%s delay_s=%d", attempt.path(), wait.toSeconds());
    return true;
  }

  /**
   * Stores a failure, unless the file changed meanwhile: the inbox reports it again once it is
   * complete. A file that changed shortly before is retried first.
   */
  void fail(Attempt attempt, FailureReason why) {
    if (isUnchanged(attempt)) {
      if (!why.retryOnSight() && attempt.isRepeatedOnceQuiet(retries)) {
        LOG.infof("Postponed unreadable file=%s reason=%s", attempt.path(), why.reason());
        return;
      }
      attempt.failed(why);
      live.publish(new LiveEvents.ProgressEvent.Failed(attempt.path(), why.reason(), why.remedy()));
      LOG.warnf("Failed file=%s reason=%s", attempt.path(), why.reason());
    }
  }

  /** Whether the file is still what was claimed; if not, this ends the attempt. */
  boolean isUnchanged(Attempt attempt) {
    try {
      if (!attempt.fileChanged()) {
        return true;
      }
      attempt.fileMissing();
    } catch (IOException e) {
      attempt.unreachable(retries, FailureText.of(e));
    }
    return false;
  }
}
