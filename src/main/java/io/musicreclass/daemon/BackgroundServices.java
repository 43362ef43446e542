package io.musicreclass.daemon;

import io.musicreclass.inbox.Inbox;
import io.musicreclass.ledger.rows.Job;
import io.musicreclass.library.Library;
import io.musicreclass.organize.FileOrganizer;
import io.musicreclass.quarantine.StepNotes;
import io.musicreclass.revote.FailedStageRetries;
import io.musicreclass.track.FailureReason;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.jboss.logging.Logger;

/** The ledger's maintenance, and the steps of the start that may be slow. */
final class BackgroundServices {
  /** How long the inbox waits for the recovery of interrupted moves; longer means a disk hangs. */
  private static final Duration RECOVERY_TIMEOUT = Duration.ofSeconds(5);

  private static final Logger LOG = Logger.getLogger(BackgroundServices.class);

  private final DaemonContext context;
  private final Library library;
  private final StepNotes steps;

  /**
   * @param steps what was being done to songs when the program crashed
   */
  BackgroundServices(DaemonContext context, Library library, StepNotes steps) {
    this.context = context;
    this.library = library;
    this.steps = steps;
  }

  /**
   * Starts the ledger's checks and backups.
   *
   * @param onRecovered called when the ledger has become writable again
   */
  void startMaintenance(Runnable onRecovered) {
    context
        .closer()
        .add(
            new Maintenance(
                context.ledger(),
                context.problems(),
                context.clock(),
                ZoneId.systemDefault(),
                () -> {
                  onRecovered.run();
                  context.eventPolicy().reportBatches();
                }))
        .start();
  }

  /** Starts to list what an earlier version of the program stored; pages are told at the end. */
  void startListing() {
    Runnable onListed = () -> context.live().publish(new LiveEvents.ProgressEvent.Revised());
    context
        .closer()
        .add(new ListingBuilder(context.ledger(), context.problems(), onListed))
        .start();
  }

  /** Starts the services that touch disks which may be slow, one after the other. */
  void startSlowServices(
      FileOrganizer fileOrganizer,
      WorkerServices workers,
      Inbox inbox,
      FailedStageRetries failedStageRetries) {
    List<Runnable> steps =
        List.of(
            this::failPoisonedFiles,
            context.eventPolicy()::reportBatches,
            fileOrganizer::start,
            () -> library.start(workers::songsQueued),
            workers::start,
            () -> fileOrganizer.awaitRecovery(RECOVERY_TIMEOUT),
            inbox::start,
            failedStageRetries::start);
    context.closer().add(new Startup(steps, context.problems().source())).start();
  }

  /** Files that repeatedly ended the program while they were processed are not tried again. */
  private void failPoisonedFiles() {
    for (Job job : context.ledger().queue().poisoned()) {
      try (Attempt attempt =
          new Attempt(job, context.ledger(), context.eventPolicy(), library::isInOfflineFolder)) {
        FailureReason why = FailureReason.poison(FailureReason.Harm.CRASH, steps.former(job.row()));
        attempt.failed(why);
        LOG.warnf("Failed file=%s reason=%s", attempt.path(), why.reason());
      }
    }
  }
}
