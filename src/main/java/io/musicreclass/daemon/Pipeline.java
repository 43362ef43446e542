package io.musicreclass.daemon;

import io.musicreclass.classify.Classification;
import io.musicreclass.classify.FileClassification;
import io.musicreclass.classify.SlowFileException;
import io.musicreclass.classify.Stage;
import io.musicreclass.classify.StageRunner;
import io.musicreclass.classify.TimedFileReader;
import io.musicreclass.cluster.SongFacts;
import io.musicreclass.decode.Decoded;
import io.musicreclass.decode.Decoder;
import io.musicreclass.ledger.Ledger;
import io.musicreclass.ledger.db.LedgerException;
import io.musicreclass.ledger.rows.Identity;
import io.musicreclass.ledger.rows.Job;
import io.musicreclass.notify.EventPolicy;
import io.musicreclass.quarantine.StepNotes;
import io.musicreclass.track.ClassifiedTrack;
import io.musicreclass.track.FailureReason;
import io.musicreclass.track.Percent;
import io.musicreclass.track.StageResult;
import io.musicreclass.track.TrackId;
import io.musicreclass.track.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Processes a song from file to verdict: decode and identify it, run the stages, vote, store the
 * verdict and its messages. Thread-safe; each thread processes a song of its own.
 */
final class Pipeline {
  private static final Logger LOG = Logger.getLogger(Pipeline.class);

  private final Ledger ledger;
  private final StageRunner stageRunner;
  private final EventPolicy eventPolicy;
  private final Predicate<Path> isInOfflineFolder;
  private final Clock clock;
  private final LiveEvents live;
  private final FileRetries retries;
  private final TimedFileReader reads;
  private final StepNotes steps;
  private final AttemptFailures failures;
  private final Runnable onOutboxChange;
  private volatile @Nullable RemoteSongs remote;

  /**
   * @param isInOfflineFolder whether a missing file lies in a library folder that is offline
   * @param reads opens songs
   * @param steps notes what is done to songs
   * @param onOutboxChange called when the outbox may have new messages
   */
  Pipeline(
      Ledger ledger,
      StageRunner stageRunner,
      EventPolicy eventPolicy,
      Predicate<Path> isInOfflineFolder,
      Clock clock,
      LiveEvents live,
      FileRetries retries,
      TimedFileReader reads,
      StepNotes steps,
      Runnable onOutboxChange) {
    this.ledger = ledger;
    this.stageRunner = stageRunner;
    this.eventPolicy = eventPolicy;
    this.isInOfflineFolder = isInOfflineFolder;
    this.clock = clock;
    this.live = live;
    this.retries = retries;
    this.reads = reads;
    this.steps = steps;
    this.failures = new AttemptFailures(stageRunner, retries, live, clock);
    this.onOutboxChange = onOutboxChange;
  }

  /** Lets other machines go on with songs. */
  void helpedBy(RemoteSongs others) {
    remote = others;
  }

  /**
   * Processes a job to its outcome. A defect of the song becomes a failure with a reason. A failure
   * of the machine is retried with growing delays before it becomes one. A song that may have
   * caused it by a hang or its need of memory is tried alone.
   *
   * @param threads the number of threads that may be used for it
   */
  void process(Job job, int threads) {
    try (Attempt attempt = new Attempt(job, ledger, eventPolicy, isInOfflineFolder)) {
      try {
        steps.begin(job.row(), StepNotes.DECODING);
        open(attempt, job, threads);
      } catch (SlowFileException e) {
        if (reads.responds(job.path())) {
          failures.decoderHangs(attempt);
        } else {
          attempt.unreachable(retries, String.valueOf(e.getMessage()));
        }
      } catch (IOException e) {
        if (Decoder.isUnreachable(e)) {
          attempt.unreachable(retries, String.valueOf(e.getMessage()));
        } else {
          failures.fail(
              attempt,
              new FailureReason(e.getMessage(), "replace the file with an intact copy", false));
        }
      } catch (LedgerException e) {
        throw e; // the song stays queued
      } catch (RuntimeException | Error e) {
        failures.thrown(attempt, e);
      }
      if (!attempt.isUnreachable()) {
        retries.ended(job);
      }
    } finally {
      steps.end(job.row());
      live.end(job.path());
    }
    onOutboxChange.run();
  }

  private void open(Attempt attempt, Job job, int threads) throws IOException {
    FileClassification file = new FileClassification(job.path(), job.origin(), clock);
    FileClassification.Opened opened = reads.open(job.path(), job.file().size(), file::open);
    if (opened instanceof FileClassification.Opened.Song song) {
      identify(attempt, file, song.audio(), threads);
    } else if (opened instanceof FileClassification.Opened.Refused refused) {
      failures.fail(attempt, refused.why());
    } else if (opened instanceof FileClassification.Opened.Unreachable unreachable) {
      attempt.unreachable(retries, unreachable.reason());
    } else {
      attempt.fileMissing();
    }
  }

  private void identify(Attempt attempt, FileClassification file, Decoded.Audio song, int threads)
      throws IOException {
    Identity identity = attempt.identify(SongFacts.of(song, 0, 0));
    boolean again = identity instanceof Identity.Same && attempt.isRevote();
    if (again || identity instanceof Identity.New) {
      live.publish(new LiveEvents.ProgressEvent.Opened(attempt.path(), song.id(), song.seconds()));
      RemoteSongs others = remote;
      Predicate<Stage> isDue =
          stageRunner
              .inTurn(attempt.queuedStage())
              .and(stage -> others == null || !others.takes(attempt.job(), stage.name()));
      Classification classification =
          stageRunner.classify(
              song,
              attempt.resultStore(
                  song.id(),
                  live,
                  stage -> steps.begin(attempt.job().row(), StepNotes.analysing(stage))),
              threads,
              isDue,
              failures.isLast(attempt));
      judge(attempt, song.id(), verdict -> file.classified(song, verdict), classification);
    } else if (identity instanceof Identity.Same) {
      attempt.alreadyClassified();
    } else if (identity instanceof Identity.DuplicateOf duplicate) {
      attempt.duplicate(song.id(), duplicate.other());
      live.publish(new LiveEvents.ProgressEvent.Duplicate(attempt.path(), duplicate.other()));
    }
  }

  /**
   * Ends an attempt by what was classified.
   *
   * @param track makes a verdict the song's
   */
  void judge(
      Attempt attempt,
      TrackId id,
      Function<Verdict.Decided, ClassifiedTrack> track,
      Classification classification) {
    if (classification instanceof Classification.Decided none
        && none.verdict() instanceof Verdict.Abstained abstained) {
      failures.fail(attempt, none.refusal(abstained));
    } else if (!failures.isUnchanged(attempt)) {
      return; // the verdict is not that of the present file
    } else if (classification instanceof Classification.NeedsStage needed) {
      RemoteSongs others = remote;
      if (others == null || !others.handOver(attempt, id, needed.stage())) {
        attempt.postponed(needed.stage());
      }
    } else if (classification instanceof Classification.Failed failed) {
      failures.stageFailed(attempt, failed.failure());
    } else if (classification instanceof Classification.Decided decided
        && decided.verdict() instanceof Verdict.Decided verdict) {
      decide(attempt, track.apply(verdict), decided.failures());
    }
  }

  private void decide(Attempt attempt, ClassifiedTrack track, List<StageResult.Failed> failures) {
    String failed = failures.stream().map(StageResult::stage).findFirst().orElse("");
    attempt.decided(track, failed);
    live.publish(new LiveEvents.ProgressEvent.Decided(track));
    LOG.infof(
        "Classified file=%s genre=%s confidence=%.3f stage=%d ms=%d%s",
        attempt.path(),
        track.verdict().genre(),
        Percent.truncate(track.verdict().confidence(), 3),
        track.verdict().stage(),
        track.totalMs(),
        failed.isEmpty() ? "" : " failed_stage=" + failed);
  }
}
