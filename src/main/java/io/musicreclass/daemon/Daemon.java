package io.musicreclass.daemon;

import io.musicreclass.classify.StageRunner;
import io.musicreclass.config.EngineConfig;
import io.musicreclass.config.Settings;
import io.musicreclass.decode.Decoder;
import io.musicreclass.engine.Engine;
import io.musicreclass.engine.select.Engines;
import io.musicreclass.inbox.Ignored;
import io.musicreclass.inbox.Inbox;
import io.musicreclass.inbox.InboxState;
import io.musicreclass.ledger.Ledger;
import io.musicreclass.ledger.rows.Job;
import io.musicreclass.ledger.rows.Requeued;
import io.musicreclass.library.Library;
import io.musicreclass.lifecycle.Closer;
import io.musicreclass.notify.EventPolicy;
import io.musicreclass.notify.OutboxRelays;
import io.musicreclass.notify.Sink;
import io.musicreclass.options.RuntimeOptions;
import io.musicreclass.organize.FileOrganizer;
import io.musicreclass.organize.GenreNames;
import io.musicreclass.organize.OnlySureNotice;
import io.musicreclass.organize.Organizer;
import io.musicreclass.problems.Problems;
import io.musicreclass.publish.Answers;
import io.musicreclass.publish.Health;
import io.musicreclass.publish.LibraryStats;
import io.musicreclass.publish.Messages;
import io.musicreclass.publish.homeassistant.DeviceDescription;
import io.musicreclass.publish.mqtt.BrokerTarget;
import io.musicreclass.publish.mqtt.Mqtt;
import io.musicreclass.publish.sinks.ConfiguredSinks;
import io.musicreclass.revote.Corrections;
import io.musicreclass.revote.FailedStageRetries;
import io.musicreclass.revote.Revote;
import io.musicreclass.revote.RevoteRunner;
import io.musicreclass.revote.TagAgreement;
import io.musicreclass.sensors.JetsonSensors;
import io.musicreclass.track.FailureReason;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * All rooms put together and running: from the inbox to the broker. Its start waits for no disk but
 * that of the ledger and the models; what may take long is done behind it.
 */
public final class Daemon implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(Daemon.class);

  /** How long a stop waits for songs being heard; a longer one starts anew next time. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** How long the inbox waits for interrupted moves to be settled: longer, and a disk hangs. */
  private static final Duration SETTLING = Duration.ofSeconds(5);

  /** Pause before a file that could not be looked at is tried again. */
  private static final Duration RETRY = Duration.ofSeconds(30);

  private final Closer closer = new Closer();
  private final Problems problems = new Problems();
  private final Path inboxFolder;
  private final BrokerTarget target;
  private final Ledger ledger;
  private final StageRunner stageRunner;
  private final Inbox inbox;
  private final Library library;
  private final Workers workers;
  private final RevoteRunner revoteRunner;
  private final Corrections corrections;
  private final RuntimeOptions runtimeOptions;
  private final Organizer organizer;
  private final OnlySureNotice onlySureNotice;
  private final Messages messages;
  private final LiveEvents live = new LiveEvents();
  private final HealthMonitor healthMonitor;

  /**
   * Starts everything.
   *
   * @param version of the program
   * @param page where the page is reached from other machines; empty when only from this one
   * @throws IllegalArgumentException when a setting is wrong
   * @throws IllegalStateException when no stage has a usable model
   * @throws io.musicreclass.ledger.db.LedgerException when the ledger cannot be had
   */
  public Daemon(Settings setup, String version, Optional<URI> page) {
    try {
      Clock clock = Clock.systemUTC();
      inboxFolder = setup.inboxFolder();
      ledger = closer.add(LedgerOpener.open(setup, problems));
      Engine engine = closer.add(Engines.openAndBuild(setup.engine(), setup.models()));
      stageRunner = closer.add(StageRunner.assemble(setup, engine));
      runtimeOptions = RuntimeOptions.of(setup, ledger);
      Decoder.warmUp();
      target = closer.add(BrokerTarget.of(setup.mqtt(), setup.root()));
      messages = new Messages(target.settings().node());
      Mqtt mqtt = new Mqtt(target.settings());
      List<Sink> sinks = ConfiguredSinks.sending(mqtt, messages, clock);
      EventPolicy eventPolicy = new EventPolicy(ledger, sinks, clock);
      library = closer.add(new Library(setup, ledger, eventPolicy, problems, clock));

      closer.add(mqtt);
      OutboxRelays outboxRelays = closer.add(new OutboxRelays(ledger, sinks, problems, clock));
      Settings chosen = runtimeOptions.applyTo(setup);
      ReentrantLock files = new ReentrantLock();
      FileOrganizer fileOrganizer =
          closer.add(new FileOrganizer(chosen, ledger, files, problems.source(), clock));
      organizer = closer.add(new Organizer(chosen, ledger, files));
      onlySureNotice = new OnlySureNotice(chosen, ledger);
      onlySureNotice.start();
      GenreNames.of(setup.after(), setup.root()).unknown(stageRunner.genres()).forEach(LOG::warn);
      FileRetries retries =
          closer.add(
              new FileRetries(
                  ledger,
                  problems.source(),
                  RETRY,
                  this::queued,
                  FileRetries.quiet(setup.inbox().settle()),
                  clock));
      Runnable told =
          () -> {
            outboxRelays.wake();
            fileOrganizer.wake();
          };
      Pipeline pipeline =
          new Pipeline(
              ledger, stageRunner, eventPolicy, library::isAway, clock, live, retries, told);
      int threads = setup.threads();
      workers =
          closer.add(
              new Workers(
                  threads,
                  new QueuedSongs(ledger, queue(setup)),
                  pipeline::hear,
                  stageRunner::freeNetworks,
                  library::isUnavailable,
                  PATIENCE,
                  problems));
      Runnable news =
          () -> {
            workers.wake();
            outboxRelays.wake();
            live.say(new LiveEvents.Moment.Revised());
          };
      revoteRunner =
          closer.add(
              new RevoteRunner(ledger, new Revote(ledger, stageRunner, eventPolicy, clock), news));
      corrections = new Corrections(ledger, eventPolicy, stageRunner.genres(), clock, news);
      FailedStageRetries resumption =
          closer.add(
              new FailedStageRetries(
                  ledger.reviews(), news, eventPolicy::reportBatches, problems.source(), clock));
      ArrivalQueue arrivals = closer.add(new ArrivalQueue(ledger, this::queued, problems.source()));
      inbox =
          closer.add(
              new Inbox(
                  inboxFolder,
                  setup.inbox().watch(),
                  setup.inbox().settle(),
                  arrivals::add,
                  problems));
      EngineInfo machine = new EngineInfo(engine, new JetsonSensors());
      healthMonitor =
          closer.add(
              new HealthMonitor(
                  ledger,
                  problems,
                  inbox,
                  library,
                  mqtt,
                  machine,
                  stageRunner,
                  runtimeOptions,
                  messages,
                  clock));
      obey(fileOrganizer);
      runtimeOptions.onChange(option -> obey(fileOrganizer));
      RequestHandler requestHandler =
          new RequestHandler(
              ledger,
              inboxFolder,
              this::rescan,
              () -> retry(List.of()).queued(),
              revoteRunner,
              corrections);
      closer
          .add(new CommandListener(mqtt, runtimeOptions, requestHandler, new Answers(messages)))
          .open();
      mqtt.announceAlways("last", () -> eventPolicy.standing().map(messages::verdict));
      mqtt.introduce(new DeviceDescription(version, stageRunner.genres(), page, machine.sensors()));

      mqtt.start(outboxRelays::wake);
      outboxRelays.start();
      arrivals.start();
      healthMonitor.start();
      closer
          .add(
              new Maintenance(
                  ledger,
                  problems,
                  clock,
                  ZoneId.systemDefault(),
                  () -> {
                    news.run();
                    fileOrganizer.wake();
                    eventPolicy.reportBatches();
                  }))
          .start();
      List<Runnable> steps =
          List.of(
              () -> announcePoisoned(eventPolicy),
              eventPolicy::reportBatches,
              fileOrganizer::start,
              () -> library.start(this::queued),
              workers::start,
              () -> fileOrganizer.awaitSettled(SETTLING),
              inbox::start,
              resumption::start);
      closer.add(new Startup(steps, problems.source())).start();
    } catch (RuntimeException | Error e) {
      closer.closeAfter(e);
      throw e;
    }
  }

  private Supplier<Optional<Job>> queue(Settings setup) {
    return setup.engine().resident() == EngineConfig.Resident.ONE
        ? new StageBatching(ledger, stageRunner)::next
        : ledger.queue()::claim;
  }

  private void queued() {
    workers.wake();
    live.say(new LiveEvents.Moment.Queued());
  }

  private void obey(FileOrganizer fileOrganizer) {
    stageRunner.rules(runtimeOptions.rules());
    workers.pause(runtimeOptions.paused());
    fileOrganizer.obey();
  }

  private void announcePoisoned(EventPolicy eventPolicy) {
    for (Job job : ledger.queue().poisoned()) {
      try (Attempt attempt = new Attempt(job, ledger, eventPolicy, library::isAway)) {
        attempt.failed(FailureReason.poison());
      }
    }
  }

  /** Whether models are loaded and the inbox is watched. */
  public boolean ready() {
    return inbox.state() instanceof InboxState.Watching;
  }

  public Health health() {
    return healthMonitor.health();
  }

  public LibraryStats stats() {
    return healthMonitor.stats();
  }

  /** The watched folder. */
  public Path inboxFolder() {
    return inboxFolder;
  }

  /** The folders that are heard in the background. */
  public Library library() {
    return library;
  }

  /** What is ignored in the inbox by name. */
  public List<Ignored> ignored() {
    return inbox.ignored();
  }

  /** People's genres in the tags against those that hold here. */
  public TagAgreement tagCheck() {
    return TagAgreement.of(ledger.catalogue().pairs(), stageRunner.genres());
  }

  /** Looks through the inbox and the library again. */
  public void rescan() {
    inbox.rescan();
    library.rescan();
  }

  /** For reading: what is known of songs and files. */
  public Ledger ledger() {
    return ledger;
  }

  /** Votes again on what is stored. */
  public RevoteRunner revoting() {
    return revoteRunner;
  }

  /** What people say of songs. */
  public Corrections corrections() {
    return corrections;
  }

  /** What can be changed while it runs. */
  public RuntimeOptions controls() {
    return runtimeOptions;
  }

  /** Tags and sorts songs classified earlier, and takes it back. */
  public Organizer sorting() {
    return organizer;
  }

  /** What an upgrade has changed about sorting and tagging. */
  public OnlySureNotice onlySureNotice() {
    return onlySureNotice;
  }

  /** Lets failed files be heard again; all of them when none is named. */
  public Requeued retry(List<Path> files) {
    Requeued outcome = ledger.reviews().retry(files);
    queued();
    return outcome;
  }

  /** What happens right now. */
  public LiveEvents live() {
    return live;
  }

  /** Names of the stages that vote, in order. */
  public List<String> stages() {
    return stageRunner.stages();
  }

  /** Writes the JSON of verdicts as this node says them. */
  public Messages messages() {
    return messages;
  }

  /** What was started, in a few lines for the one who started it. */
  public List<String> summary() {
    String broker =
        target.settings().uri() + (target.embedded() ? " (embedded; nothing is kept there)" : "");
    return List.of(
        "inbox    " + inboxFolder,
        "broker   " + broker + ", topics reclass/" + target.settings().node() + "/#",
        "stages   " + String.join(", ", stageRunner.stages()));
  }

  /** Stops everything in reverse order. What is not finished is in the ledger. */
  @Override
  public void close() {
    closer.close();
  }
}
