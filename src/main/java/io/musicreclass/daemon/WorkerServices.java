package io.musicreclass.daemon;

import io.musicreclass.classify.TimedFileReader;
import io.musicreclass.config.EngineConfig;
import io.musicreclass.ledger.rows.Job;
import io.musicreclass.ledger.rows.Urgency;
import io.musicreclass.library.Library;
import io.musicreclass.priority.BackgroundWork;
import io.musicreclass.quarantine.StepNotes;
import io.musicreclass.track.ClassifiedTrack.Origin;
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
    Supplier<Urgency> urgency = () -> QueuedSongs.urgency(library.hours());
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
                    new QueuedSongs(context.ledger(), queue(context, urgency), urgency),
                    (song, threads) -> process(pipeline, song, threads),
                    context.stageRunner()::freeNetworks,
                    library::isUnavailable,
                    CLOSE_TIMEOUT,
                    context.problems(),
                    System::nanoTime));
  }

  /** At idle priority if no person waits for the song. */
  private static void process(Pipeline pipeline, Job song, int threads) {
    if (song.origin() == Origin.LIBRARY || song.origin() == Origin.REVOTE) {
      BackgroundWork.run(() -> pipeline.process(song, threads));
    } else {
      pipeline.process(song, threads);
    }
  }

  private static Supplier<Optional<Job>> queue(DaemonContext context, Supplier<Urgency> urgency) {
    return context.settings().engine().resident() == EngineConfig.Resident.ONE
        ? new StageBatching(context.ledger(), context.stageRunner(), urgency)::next
        : () -> context.ledger().queue().claim(urgency.get());
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
