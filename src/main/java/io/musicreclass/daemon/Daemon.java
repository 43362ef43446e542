package io.musicreclass.daemon;

import io.musicreclass.classify.StageRunner;
import io.musicreclass.config.Settings;
import io.musicreclass.decode.Decoder;
import io.musicreclass.engine.Engine;
import io.musicreclass.engine.select.Engines;
import io.musicreclass.inbox.Ignored;
import io.musicreclass.inbox.Inbox;
import io.musicreclass.inbox.InboxState;
import io.musicreclass.ledger.Ledger;
import io.musicreclass.ledger.rows.Requeued;
import io.musicreclass.library.Library;
import io.musicreclass.lifecycle.Closer;
import io.musicreclass.notify.EventPolicy;
import io.musicreclass.notify.Sink;
import io.musicreclass.options.RuntimeOptions;
import io.musicreclass.organize.OnlySureNotice;
import io.musicreclass.organize.Organizer;
import io.musicreclass.problems.Problems;
import io.musicreclass.publish.Health;
import io.musicreclass.publish.LibraryStats;
import io.musicreclass.publish.Messages;
import io.musicreclass.publish.homeassistant.DeviceDescription;
import io.musicreclass.publish.mqtt.BrokerTarget;
import io.musicreclass.publish.mqtt.Mqtt;
import io.musicreclass.publish.sinks.ConfiguredSinks;
import io.musicreclass.revote.Corrections;
import io.musicreclass.revote.RevoteRunner;
import io.musicreclass.revote.TagAgreement;
import io.musicreclass.sensors.JetsonSensors;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The running daemon: all services, created in the order of their dependencies, started, and closed
 * in reverse order. The constructor waits for no disk except those of the ledger and the models;
 * slower steps run in the background (see {@link BackgroundServices}).
 */
public final class Daemon implements AutoCloseable {
  private final Closer closer = new Closer();
  private final Problems problems = new Problems();
  private final LiveEvents live = new LiveEvents();
  private final Path inboxFolder;
  private final Ledger ledger;
  private final StageRunner stageRunner;
  private final RuntimeOptions runtimeOptions;
  private final BrokerTarget target;
  private final Messages messages;
  private final Library library;
  private final BrokerServices broker;
  private final OrganizeServices organizing;
  private final WorkerServices workers;
  private final RevoteServices revoting;
  private final Inbox inbox;
  private final HealthMonitor healthMonitor;

  /**
   * Starts everything; on failure everything opened so far is closed.
   *
   * @param version of the program
   * @param page the page's address for other machines; empty when it is reachable from this one
   *     only
   * @throws IllegalArgumentException when a setting is wrong
   * @throws IllegalStateException when no stage has a usable model
   * @throws io.musicreclass.ledger.db.LedgerException when the ledger cannot be opened
   */
  public Daemon(Settings settings, String version, Optional<URI> page) {
    this(settings, version, page, () -> Engines.openAndBuild(settings.engine(), settings.models()));
  }

  /**
   * @param engines opens the inference engine
   */
  Daemon(Settings settings, String version, Optional<URI> page, Supplier<Engine> engines) {
    try {
      Clock clock = Clock.systemUTC();
      inboxFolder = settings.inboxFolder();

      ledger = closer.add(LedgerOpener.open(settings, problems));
      Engine engine = closer.add(engines.get());
      stageRunner = closer.add(StageRunner.load(settings, engine));
      runtimeOptions = RuntimeOptions.of(settings, ledger, stageRunner.stages().size());
      Decoder.warmUp();

      target = closer.add(BrokerTarget.of(settings.mqtt(), settings.root()));
      messages = new Messages(target.settings().node());
      Mqtt mqtt = new Mqtt(target.settings());
      List<Sink> sinks = ConfiguredSinks.sending(mqtt, messages, clock);
      EventPolicy eventPolicy = new EventPolicy(ledger, sinks, clock);
      DaemonContext context =
          new DaemonContext(
              closer, settings, ledger, stageRunner, eventPolicy, problems, live, clock);

      library = closer.add(new Library(settings, ledger, eventPolicy, problems, clock));
      broker = new BrokerServices(context, mqtt, sinks);
      organizing = new OrganizeServices(context, runtimeOptions.applyTo(settings));
      workers = new WorkerServices(context, library, this::outboxChanged);
      revoting = new RevoteServices(context, this::verdictsChanged);
      ArrivalQueue arrivals =
          closer.add(new ArrivalQueue(ledger, workers::songsQueued, problems.source()));
      inbox =
          closer.add(
              new Inbox(
                  inboxFolder,
                  settings.inbox().watch(),
                  settings.inbox().settle(),
                  arrivals::add,
                  problems));
      EngineInfo engineInfo = new EngineInfo(engine, new JetsonSensors());
      healthMonitor =
          closer.add(
              new HealthMonitor(
                  ledger,
                  problems,
                  inbox,
                  library,
                  broker.mqtt(),
                  engineInfo,
                  stageRunner,
                  runtimeOptions,
                  messages,
                  clock));

      applyOptions();
      runtimeOptions.onChange(option -> applyOptions());
      broker.listen(
          runtimeOptions,
          requestHandler(),
          messages,
          new DeviceDescription(
              version,
              stageRunner.genres(),
              stageRunner.stages().size(),
              runtimeOptions.announcedStages(),
              page,
              engineInfo.sensors()));

      broker.start();
      arrivals.start();
      healthMonitor.start();
      BackgroundServices background = new BackgroundServices(context, library);
      background.startMaintenance(this::ledgerRecovered);
      background.startSlowServices(
          organizing.fileOrganizer(), workers, inbox, revoting.failedStageRetries());
    } catch (RuntimeException | Error e) {
      closer.closeAfter(e);
      throw e;
    }
  }

  private RequestHandler requestHandler() {
    return new RequestHandler(
        ledger,
        inboxFolder,
        this::rescan,
        () -> retry(List.of()).queued(),
        revoting.revoteRunner(),
        revoting.corrections());
  }

  private void outboxChanged() {
    broker.wake();
    organizing.fileOrganizer().wake();
  }

  private void verdictsChanged() {
    workers.wake();
    broker.wake();
    live.publish(new LiveEvents.ProgressEvent.Revised());
  }

  private void ledgerRecovered() {
    verdictsChanged();
    organizing.fileOrganizer().wake();
  }

  private void applyOptions() {
    stageRunner.rules(runtimeOptions.rules());
    workers.pause(runtimeOptions.paused());
    organizing.fileOrganizer().applySettings();
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

  /** The folders that are classified in the background. */
  public Library library() {
    return library;
  }

  /** The files in the inbox that are ignored because of their name. */
  public List<Ignored> ignored() {
    return inbox.ignored();
  }

  /** Compares the genres in the files' tags with the current genres. */
  public TagAgreement tagAgreement() {
    return TagAgreement.of(ledger.catalogue().pairs(), stageRunner.genres());
  }

  /** Scans the inbox and the library again. */
  public void rescan() {
    inbox.rescan();
    library.rescan();
  }

  /** The stored songs and files, for reading. */
  public Ledger ledger() {
    return ledger;
  }

  /** Runs re-votes on stored results. */
  public RevoteRunner revoteRunner() {
    return revoting.revoteRunner();
  }

  /** Corrections of genres. */
  public Corrections corrections() {
    return revoting.corrections();
  }

  /** The options that can be changed at run time. */
  public RuntimeOptions runtimeOptions() {
    return runtimeOptions;
  }

  /** Tags and sorts songs classified earlier, and undoes it. */
  public Organizer organizer() {
    return organizing.organizer();
  }

  /** The notice about changed defaults of sorting and tagging after an upgrade. */
  public OnlySureNotice onlySureNotice() {
    return organizing.onlySureNotice();
  }

  /** Queues failed files again; all of them if none is given. */
  public Requeued retry(List<Path> files) {
    Requeued outcome = ledger.reviews().retry(files);
    workers.songsQueued();
    return outcome;
  }

  /** Live progress events. */
  public LiveEvents live() {
    return live;
  }

  /** Names of the stages that vote, in order. */
  public List<String> stages() {
    return stageRunner.stages();
  }

  /** Writes the JSON of this node's verdicts. */
  public Messages messages() {
    return messages;
  }

  /** A summary for the console, a few lines. */
  public List<String> summary() {
    String broker =
        target.settings().uri() + (target.embedded() ? " (embedded; nothing is kept there)" : "");
    return List.of(
        "inbox    " + inboxFolder,
        "broker   " + broker + ", topics reclass/" + target.settings().node() + "/#",
        "stages   " + String.join(", ", stageRunner.stages()));
  }

  /** Closes everything in reverse order. Unfinished work is in the ledger. */
  @Override
  public void close() {
    closer.close();
  }
}
