package io.musicreclass.daemon;

import io.musicreclass.classify.FileClassification;
import io.musicreclass.classify.SlowFileException;
import io.musicreclass.classify.Stage;
import io.musicreclass.classify.StageRunner;
import io.musicreclass.classify.TimedFileReader;
import io.musicreclass.decode.Decoded;
import io.musicreclass.decode.Decoder;
import io.musicreclass.ledger.Ledger;
import io.musicreclass.ledger.db.LedgerException;
import io.musicreclass.ledger.rows.Identity;
import io.musicreclass.ledger.rows.Job;
import io.musicreclass.lifecycle.FailureText;
import io.musicreclass.notify.EventPolicy;
import io.musicreclass.track.ClassifiedTrack;
import io.musicreclass.track.FailureReason;
import io.musicreclass.track.Percent;
import io.musicreclass.track.StageResult;
import io.musicreclass.track.TrackId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/**
 * A song's walk through the house: open and identify it, hear what the stages say, vote, write
 * verdict and messages. May be used by many threads, each with a song of its own.
 */
final class Pipeline {
  private static final Logger LOG = Logger.getLogger(Pipeline.class);

  /** Between two tries that a failure of the machine broke off; after the last of them it ends. */
  private static final List<Duration> BACKOFF =
      List.of(Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofMinutes(2));

  private final Ledger ledger;
  private final StageRunner stageRunner;
  private final EventPolicy eventPolicy;
  private final Predicate<Path> away;
  private final Clock clock;
  private final LiveEvents live;
  private final FileRetries retries;
  private final TimedFileReader reads = new TimedFileReader();
  private final Runnable told;

  /**
   * @param away whether a file that is gone will be back, with the folder it is in
   * @param told called when there may be something new in the outbox
   */
  Pipeline(
      Ledger ledger,
      StageRunner stageRunner,
      EventPolicy eventPolicy,
      Predicate<Path> away,
      Clock clock,
      LiveEvents live,
      FileRetries retries,
      Runnable told) {
    this.ledger = ledger;
    this.stageRunner = stageRunner;
    this.eventPolicy = eventPolicy;
    this.away = away;
    this.clock = clock;
    this.live = live;
    this.retries = retries;
    this.told = told;
  }

  /**
   * Takes a job to its end. Whatever is wrong with the song becomes a failure with a reason; what
   * is wrong with the machine is tried again, later and later, before it becomes one.
   *
   * @param threads how many threads may work on it
   */
  void hear(Job job, int threads) {
    try (Attempt attempt = new Attempt(job, ledger, eventPolicy, away)) {
      try {
        open(attempt, job, threads);
      } catch (SlowFileException e) {
        attempt.unreachable(retries, String.valueOf(e.getMessage()));
      } catch (IOException e) {
        if (Decoder.isUnreachable(e)) {
          attempt.unreachable(retries, String.valueOf(e.getMessage()));
        } else {
          refuse(
              attempt,
              new FailureReason(e.getMessage(), "replace the file by a sound copy", false));
        }
      } catch (LedgerException e) {
        throw e; // the song stays in the queue
      } catch (RuntimeException | Error e) {
        LOG.errorf(e, "file=%s: it could not be heard", attempt.path());
        if (!retriedLater(attempt, attempt.waitedFor())) {
          refuse(attempt, new FailureReason(FailureText.of(e), FileClassification.MEND, true));
        }
      }
      if (!attempt.isUnreachable()) {
        retries.ended(job);
      }
    } finally {
      live.leave(job.path());
    }
    told.run();
  }

  private void open(Attempt attempt, Job job, int threads) throws IOException {
    FileClassification hearing = new FileClassification(job.path(), job.origin(), clock);
    FileClassification.Opened opened = reads.open(job.path(), job.file().size(), hearing::open);
    if (opened instanceof FileClassification.Opened.Song song) {
      identify(attempt, hearing, song.audio(), threads);
    } else if (opened instanceof FileClassification.Opened.Refused refused) {
      refuse(attempt, refused.why());
    } else if (opened instanceof FileClassification.Opened.Unreachable unreachable) {
      attempt.unreachable(retries, unreachable.reason());
    } else {
      attempt.forgotten();
    }
  }

  private void identify(
      Attempt attempt, FileClassification hearing, Decoded.Audio song, int threads)
      throws IOException {
    Identity identity = attempt.identify(song);
    boolean again = identity instanceof Identity.Same && attempt.isRevote();
    if (again || identity instanceof Identity.New) {
      live.say(new LiveEvents.Moment.Opened(attempt.path(), song.id(), song.seconds()));
      Predicate<Stage> may = stageRunner.inTurn(attempt.waitedFor());
      judge(
          attempt,
          hearing.judge(
              song,
              audio ->
                  stageRunner.hear(
                      audio,
                      notes(attempt.path(), song.id()),
                      threads,
                      may,
                      attempt.failures() >= BACKOFF.size())));
    } else if (identity instanceof Identity.Same) {
      attempt.settled();
    } else if (identity instanceof Identity.DuplicateOf duplicate) {
      attempt.duplicate(song.id(), duplicate.other());
      live.say(new LiveEvents.Moment.Duplicate(attempt.path(), duplicate.other()));
    }
  }

  private void judge(Attempt attempt, FileClassification.Judged judged) {
    if (judged instanceof FileClassification.Judged.Refused refused) {
      refuse(attempt, refused.why());
    } else if (!isUnchanged(attempt)) {
      return; // and so the verdict is none of this file, or nobody knows
    } else if (judged instanceof FileClassification.Judged.Waits waits) {
      attempt.postponed(waits.stage());
    } else if (judged instanceof FileClassification.Judged.Broken broken) {
      boolean unused = retriedLater(attempt, stageRunner.turnOf(broken.failure().stage()));
    } else {
      decide(attempt, (FileClassification.Judged.Decided) judged);
    }
  }

  private void decide(Attempt attempt, FileClassification.Judged.Decided judged) {
    ClassifiedTrack receipt = judged.receipt();
    String failed = judged.failed().stream().map(StageResult::stage).findFirst().orElse("");
    attempt.decided(receipt, failed);
    live.say(new LiveEvents.Moment.Decided(receipt));
    LOG.infof(
        "genre=%s confidence=%.3f stage=%d ms=%d file=%s%s",
        receipt.verdict().genre(),
        Percent.cut(receipt.verdict().confidence(), 3),
        receipt.verdict().stage(),
        receipt.totalMs(),
        attempt.path(),
        failed.isEmpty() ? "" : " without=" + failed);
  }

  /** Puts a song back that a failure of the machine broke off; false: it was tried often enough. */
  private boolean retriedLater(Attempt attempt, String stage) {
    if (attempt.failures() >= BACKOFF.size()) {
      return false;
    }
    Duration wait = BACKOFF.get(attempt.failures());
    attempt.retryLater(stage, clock.instant().plus(wait));
    LOG.warnf("tried again in %d s file=%s", wait.toSeconds(), attempt.path());
    return true;
  }

  /**
   * A file that changed while it was read is no failure: the inbox reports it once it is whole. Nor
   * is one that changed a moment before, until it has been at rest for longer.
   */
  private void refuse(Attempt attempt, FailureReason why) {
    if (isUnchanged(attempt)) {
      if (!why.retryOnSight() && attempt.isRepeatedOnceQuiet(retries)) {
        LOG.infof(
            "Not readable yet, trying again later: file=%s reason=%s",
            attempt.path(), why.reason());
        return;
      }
      attempt.failed(why);
      live.say(new LiveEvents.Moment.Failed(attempt.path(), why.reason(), why.mend()));
      LOG.warnf("failed file=%s: %s", attempt.path(), why.reason());
    }
  }

  /** Whether the file is still what was claimed; else the attempt has come to its end here. */
  private boolean isUnchanged(Attempt attempt) {
    try {
      if (!attempt.fileChanged()) {
        return true;
      }
      attempt.forgotten();
    } catch (IOException e) {
      attempt.unreachable(retries, FailureText.of(e));
    }
    return false;
  }

  private StageRunner.Notes notes(Path path, TrackId id) {
    return new StageRunner.Notes() {
      @Override
      public List<StageResult> known() {
        return ledger.tracks().results(id);
      }

      @Override
      public void keep(StageResult result) {
        ledger.tracks().keep(id, result);
        live.say(new LiveEvents.Moment.Heard(path, result));
      }
    };
  }
}
