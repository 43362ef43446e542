package io.musicreclass.daemon;

import io.musicreclass.classify.TimedFileReader;
import io.musicreclass.cluster.SharedSecret;
import io.musicreclass.cluster.WorkOwner;
import io.musicreclass.cluster.WorkerStatus;
import io.musicreclass.config.EngineConfig;
import io.musicreclass.config.Settings;
import io.musicreclass.ledger.rows.Job;
import io.musicreclass.ledger.rows.Urgency;
import io.musicreclass.library.Library;
import io.musicreclass.priority.BackgroundWork;
import io.musicreclass.publish.mqtt.MqttSettings;
import io.musicreclass.quarantine.StepNotes;
import io.musicreclass.track.ClassifiedTrack.Origin;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
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
  private final Optional<WorkOwner> others;
  private volatile boolean paused;

  /**
   * @param steps notes what is done to songs
   * @param broker where songs are offered to other machines, if that is switched on
   * @param onOutboxChange called when the outbox may have new messages
   */
  WorkerServices(
      DaemonContext context,
      Library library,
      StepNotes steps,
      MqttSettings broker,
      Runnable onOutboxChange) {
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
    Supplier<Optional<Job>> queue = queue(context, urgency);
    RemoteSongs remote =
        new RemoteSongs(
            context,
            pipeline,
            job ->
                new Attempt(
                    job, context.ledger(), context.eventPolicy(), library::isInOfflineFolder),
            library::isUnavailable,
            urgency,
            () -> paused,
            () -> {
              wake();
              onOutboxChange.run();
            });
    others =
        context.settings().reclass().workers().enabled()
            ? Optional.of(context.closer().add(owner(context, broker, remote)))
            : Optional.empty();
    others.ifPresent(
        owner -> {
          remote.offeredBy(owner);
          pipeline.helpedBy(remote);
        });
    workers =
        context
            .closer()
            .add(
                new Workers(
                    context.settings().threads(),
                    new QueuedSongs(context.ledger(), () -> remote.nextOfOwn().or(queue), urgency),
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

  private static WorkOwner owner(DaemonContext context, MqttSettings broker, RemoteSongs songs) {
    Settings settings = context.settings();
    try {
      return new WorkOwner(
          broker,
          SharedSecret.ofOwner(settings.home(), broker.node()),
          settings.decode().max(),
          context.stageRunner().selection().stages(),
          settings.reclass().workers().lease(),
          songs,
          context.problems().source(),
          System::nanoTime);
    } catch (IOException e) {
      throw new IllegalStateException(
          "reclass.workers.enabled: no secret for the workers: " + e.getMessage(), e);
    }
  }

  void start() {
    workers.start();
    others.ifPresent(WorkOwner::start);
  }

  void pause(boolean on) {
    paused = on;
    workers.pause(on);
    others.ifPresent(WorkOwner::wake);
  }

  /** The other machines that analyse songs. */
  List<WorkerStatus> others() {
    return others.map(WorkOwner::workers).orElse(List.of());
  }

  /** Whether no song can be expected to end, or the decoder hangs in one for good. */
  boolean areStalled() {
    return workers.areStalled() || reads.hangs();
  }

  /** The queue may have new songs. */
  void wake() {
    workers.wake();
    others.ifPresent(WorkOwner::wake);
  }

  /** Songs were added to the queue. */
  void songsQueued() {
    wake();
    live.publish(new LiveEvents.ProgressEvent.Queued());
  }
}
