package io.musicreclass.daemon;

import io.musicreclass.classify.TimedFileReader;
import io.musicreclass.config.EngineConfig;
import io.musicreclass.ledger.rows.Job;
import io.musicreclass.library.Library;
import io.musicreclass.quarantine.StepNotes;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** The workers, the pipeline that they run, and the retries of files that could not be read. */
final class WorkerServices {
  /** How long a stop waits for songs in progress; the others are classified at the next start. */
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

  /** Delay of the first retry of a file that could not be read. */
  private static final Duration RETRY_DELAY = Duration.ofSeconds(30);

  private final LiveEvents live;
  private final TimedFileReader reads = new TimedFileReader();
  private final Workers workers;

  /**
   * @param steps notes what is done to songs
   * @param onOutboxChange called when the outbox may have new messages
   */
  WorkerServices(DaemonContext context, Library library, StepNotes steps, Runnable onOutboxChange) {
    live = context.live();
    FileRetries retries =
        context
            .closer()
            .add(
                new FileRetries(
                    context.ledger(),
                    context.problems().source(),
                    RETRY_DELAY,
                    this::songsQueued,
                    FileRetries.quietTime(context.settings().inbox().settle()),
                    context.clock()));
    Pipeline pipeline =
        new Pipeline(
            context.ledger(),
            context.stageRunner(),
            context.eventPolicy(),
            library::isInOfflineFolder,
            context.clock(),
            live,
            retries,
            reads,
            steps,
            onOutboxChange);
    workers =
        context
            .closer()
            .add(
                new Workers(
                    context.settings().threads(),
                    new QueuedSongs(context.ledger(), queue(context)),
                    pipeline::process,
                    context.stageRunner()::freeNetworks,
                    library::isUnavailable,
                    CLOSE_TIMEOUT,
                    context.problems(),
                    System::nanoTime));
  }

  private static Supplier<Optional<Job>> queue(DaemonContext context) {
    return context.settings().engine().resident() == EngineConfig.Resident.ONE
        ? new StageBatching(context.ledger(), context.stageRunner())::next
        : context.ledger().queue()::claim;
  }

  void start() {
    workers.start();
  }

  void pause(boolean on) {
    workers.pause(on);
  }

  /** Whether no song can be expected to end, or the decoder hangs in one for good. */
  boolean areStalled() {
    return workers.areStalled() || reads.hangs();
  }

  /** The queue may have new songs. */
  void wake() {
    workers.wake();
  }

  /** Songs were added to the queue. */
  void songsQueued() {
    workers.wake();
    live.publish(new LiveEvents.ProgressEvent.Queued());
  }
}
