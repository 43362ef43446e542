package io.musicreclass.daemon;

import io.musicreclass.classify.StageRunner;
import io.musicreclass.config.Settings;
import io.musicreclass.defaults.DefaultModelsService;
import io.musicreclass.engine.Engine;
import io.musicreclass.inbox.Inbox;
import io.musicreclass.ledger.Ledger;
import io.musicreclass.ledger.rows.Requeued;
import io.musicreclass.library.Library;
import io.musicreclass.lifecycle.Closer;
import io.musicreclass.lifecycle.Opening;
import io.musicreclass.notify.EventPolicy;
import io.musicreclass.notify.Sink;
import io.musicreclass.options.RuntimeOptions;
import io.musicreclass.playback.Covers;
import io.musicreclass.playback.Playback;
import io.musicreclass.playlist.PlaylistKeeper;
import io.musicreclass.problems.Problems;
import io.musicreclass.publish.Messages;
import io.musicreclass.publish.homeassistant.DeviceDescription;
import io.musicreclass.publish.mqtt.BrokerTarget;
import io.musicreclass.publish.mqtt.Mqtt;
import io.musicreclass.publish.sinks.ConfiguredSinks;
import io.musicreclass.quarantine.StepNotes;
import io.musicreclass.sensors.JetsonSensors;
import io.musicreclass.train.mine.MineRunner;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * All services of the daemon, created in the order of their dependencies and connected with each
 * other: who is notified when songs are queued, verdicts change or an option is switched.
 */
final class DaemonServices {
  private final DaemonContext context;
  private final BrokerServices broker;
  private final WorkerServices workers;
  private final StepNotes steps;
  private final EngineInfo engineInfo;
  private final ArrivalQueue arrivals;
  final Ledger ledger;
  final StageRunner stageRunner;
  final RuntimeOptions runtimeOptions;
  final BrokerTarget target;
  final Messages messages;
  final LiveEvents live = new LiveEvents();
  final Library library;
  final OrganizeServices organizing;
  final RevoteServices revoting;
  final DefaultModelsService defaultModels;
  final SimilarServices similar;
  final MineRunner training;
  final Playback playback;
  final Covers covers;
  final PlaylistKeeper playlists;
  final Inbox inbox;
  final HealthMonitor healthMonitor;

  /**
   * Creates everything and waits for no disk except those of the ledger and the models.
   *
   * @param version of the program
   * @param page the page's address for other machines; empty when it is reachable from this one
   *     only
   * @param engines opens the inference engine
   * @param closer closes everything created, in reverse order
   * @param onModelsImported called once the default models are imported or a head is trained;
   *     returns at once
   */
  DaemonServices(
      Settings settings,
      String version,
      Optional<URI> page,
      Supplier<Engine> engines,
      Closer closer,
      Runnable onModelsImported) {
    Clock clock = Clock.systemUTC();
    Problems problems = new Problems();
    Opening<BrokerTarget> brokerOpening =
        closer.add(
            new Opening<>("broker-start", () -> BrokerTarget.of(settings.mqtt(), settings.root())));
    Opening<Engine> engineOpening = closer.add(new Opening<>("engine-start", engines));
    ledger = closer.add(LedgerOpener.open(settings, problems));
    Engine engine = closer.add(engineOpening.take());
    stageRunner = closer.add(StageRunner.load(settings, engine));
    runtimeOptions =
        RuntimeOptions.of(settings, ledger, stageRunner.stages().size(), stageRunner.rules());
    target = closer.add(brokerOpening.take());
    messages = new Messages(target.settings().node());
    Mqtt mqtt = new Mqtt(target.settings());
    List<Sink> sinks = ConfiguredSinks.sending(mqtt, messages, clock);
    EventPolicy eventPolicy = new EventPolicy(ledger, sinks, clock);
    context =
        new DaemonContext(
            closer, settings, ledger, stageRunner, eventPolicy, problems, live, clock);

    library = closer.add(new Library(settings, ledger, eventPolicy, problems, clock));
    covers = new Covers(settings, ledger, clock);
    playback = new Playback(settings, ledger);
    broker = new BrokerServices(context, mqtt, target.settings(), sinks, covers, playback);
    organizing =
        new OrganizeServices(context, runtimeOptions.applyTo(settings), this::isProvisional);
    steps = closer.add(new StepNotes(settings.home()));
    ledger.acquitAllBut(steps.formerRows());
    workers = new WorkerServices(context, library, steps, target.settings(), this::outboxChanged);
    revoting = new RevoteServices(context, this::verdictsChanged);
    defaultModels =
        closer.add(
            new DefaultModelsService(
                settings, ledger, revoting.revoteRunner(), problems, clock, onModelsImported));
    playlists = closer.add(new PlaylistKeeper(settings, ledger, problems.source(), clock));
    training = closer.add(new MineRunner(settings, onModelsImported));
    similar = closer.add(new SimilarServices(settings, ledger, problems));
    arrivals = closer.add(new ArrivalQueue(ledger, workers::songsQueued, problems.source()));
    inbox =
        closer.add(
            new Inbox(
                settings.inboxFolder(),
                settings.inbox().watch(),
                settings.inbox().settle(),
                arrivals::add,
                problems));
    engineInfo = new EngineInfo(engine, new JetsonSensors(), workers::others);
    healthMonitor =
        closer.add(
            new HealthMonitor(
                context,
                inbox,
                library,
                mqtt,
                engineInfo,
                defaultModels,
                runtimeOptions,
                messages));

    applyOptions();
    runtimeOptions.onChange(option -> applyOptions());
    broker.listen(
        runtimeOptions,
        requestHandler(settings.inboxFolder()),
        messages,
        new DeviceDescription(
            version,
            stageRunner.genres(),
            stageRunner.stages().size(),
            runtimeOptions.announcedStages(),
            page,
            engineInfo.sensors()));
  }

  /** Starts everything; slower steps run in the background (see {@link BackgroundServices}). */
  void start() {
    broker.start();
    arrivals.start();
    similar.start();
    playlists.start();
    healthMonitor.start();
    BackgroundServices background = new BackgroundServices(context, library, steps);
    background.startMaintenance(this::ledgerRecovered);
    background.startListing();
    background.startSlowServices(
        organizing.fileOrganizer(), workers, inbox, revoting.failedStageRetries());
    defaultModels.start();
  }

  private boolean isProvisional() {
    return defaultModels.isProvisional();
  }

  private RequestHandler requestHandler(Path inboxFolder) {
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
    similar.wake();
    organizing.fileOrganizer().wake();
  }

  private void verdictsChanged() {
    workers.wake();
    broker.wake();
    similar.wake();
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

  /** Whether songs are processed, or networks compiled for them. Waits for no disk. */
  boolean isAlive() {
    return !(workers.areStalled() || stageRunner.hangs())
        || engineInfo.computing().building().isPresent();
  }

  /** Scans the inbox and the library again. */
  void rescan() {
    inbox.rescan();
    library.rescan();
  }

  /** Queues failed files again; all of them if none is given. */
  Requeued retry(List<Path> files) {
    Requeued outcome = ledger.reviews().retry(files);
    workers.songsQueued();
    return outcome;
  }
}
