package io.musicreclass.daemon;

import io.musicreclass.classify.StageRunner;
import io.musicreclass.defaults.DefaultModelsService;
import io.musicreclass.inbox.Inbox;
import io.musicreclass.inbox.InboxState;
import io.musicreclass.ledger.Ledger;
import io.musicreclass.ledger.rows.FileState;
import io.musicreclass.ledger.rows.LedgerStats;
import io.musicreclass.library.Library;
import io.musicreclass.options.RuntimeOptions;
import io.musicreclass.problems.Problems;
import io.musicreclass.publish.Health;
import io.musicreclass.publish.LibraryStats;
import io.musicreclass.publish.Messages;
import io.musicreclass.publish.NodeTopics;
import io.musicreclass.publish.mqtt.Mqtt;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** The daemon's health and counters, published whenever they change. */
final class HealthMonitor implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(HealthMonitor.class);
  private static final long PERIOD_S = 2;

  /** Shortest time between two health messages of which only sensor readings differ. */
  private static final Duration SENSOR_INTERVAL = Duration.ofSeconds(30);

  /**
   * Shortest time between two messages of counters: weeks of continuous work must not fill the
   * database of a recorder.
   */
  private static final Duration STATS_INTERVAL = Duration.ofSeconds(10);

  private final Ledger ledger;
  private final Problems reported;
  private final Problems.Source ownProblem;
  private final Inbox inbox;
  private final Library library;
  private final Mqtt mqtt;
  private final EngineInfo engineInfo;
  private final DefaultModelsService defaultModels;
  private final StageRunner stageRunner;
  private final RuntimeOptions runtimeOptions;
  private final Messages messages;
  private final Clock clock;
  private final ClassificationRate rate = new ClassificationRate(); // guarded by this
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "health-monitor"));
  private String publishedHealth = "";
  private String publishedStats = "";
  private long publishedDelay;
  private Instant healthPublishedAt = Instant.EPOCH;
  private Instant statsPublishedAt = Instant.EPOCH;

  HealthMonitor(
      DaemonContext context,
      Inbox inbox,
      Library library,
      Mqtt mqtt,
      EngineInfo engineInfo,
      DefaultModelsService defaultModels,
      RuntimeOptions runtimeOptions,
      Messages messages) {
    this.ledger = context.ledger();
    this.reported = context.problems();
    this.ownProblem = context.problems().source();
    this.inbox = inbox;
    this.library = library;
    this.mqtt = mqtt;
    this.engineInfo = engineInfo;
    this.defaultModels = defaultModels;
    this.stageRunner = context.stageRunner();
    this.runtimeOptions = runtimeOptions;
    this.messages = messages;
    this.clock = context.clock();
  }

  void start() {
    var unused = timer.scheduleWithFixedDelay(this::announce, 0, PERIOD_S, TimeUnit.SECONDS);
  }

  /** All problems, each with its remedy; empty when there are none. */
  List<String> problems() {
    return problems(mqtt.problem());
  }

  private List<String> problems(String brokerProblem) {
    List<String> problems = new ArrayList<>(stageRunner.problems());
    problems.addAll(engineInfo.problems());
    if (inbox.state() instanceof InboxState.Offline offline) {
      problems.add(offline.reason());
    }
    if (!brokerProblem.isEmpty()) {
      problems.add(brokerProblem);
    }
    inbox.problem().ifPresent(problems::add);
    problems.addAll(library.problems());
    problems.addAll(reported.current());
    return problems.stream().distinct().toList();
  }

  /** The current health. Accesses no disk but the ledger's. */
  Health health() {
    return health(problems());
  }

  /**
   * The health that the broker retains. It omits a lost connection, since whoever reads it there is
   * connected.
   */
  private Health healthForBroker() {
    return health(problems(mqtt.refusals()));
  }

  private Health health(List<String> problems) {
    InboxState state = inbox.state();
    String watcher = state instanceof InboxState.Offline ? "away" : "starting";
    long delay = 0;
    Health.Proof proof = Health.Proof.NONE;
    if (state instanceof InboxState.Watching watching) {
      watcher = watching.how();
      delay = watching.lastDetectionDelayMs();
      InboxState.Proof found = watching.proof();
      proof = Health.Proof.of(found.result(), found.delayMs(), watching.explanation());
    }
    return new Health(
        state(state),
        watcher,
        delay,
        proof,
        engineInfo.computing(),
        defaultModels.state().toString(),
        stageRunner.selection().voting(),
        QueuedSongs.waitUntil(library.hours(), ledger.views()),
        problems,
        clock.instant());
  }

  private Health.State state(InboxState inboxState) {
    if (inboxState instanceof InboxState.Starting) {
      return Health.State.STARTING;
    }
    if (runtimeOptions.paused()) {
      return Health.State.PAUSED;
    }
    return QueuedSongs.isWorking(library.hours(), ledger.views())
        ? Health.State.WORKING
        : Health.State.IDLE;
  }

  synchronized LibraryStats stats() {
    LedgerStats counts = ledger.views().stats();
    Instant now = clock.instant();
    return new LibraryStats(
        counts.tracks(),
        counts.tracks() - counts.sure(),
        counts.files(FileState.FAILED),
        counts.files(FileState.DUPLICATE),
        counts.unfinished(),
        toLongCounts(counts.stages()),
        rate.perMinute(now, counts.tracks()),
        now);
  }

  private static Map<Integer, Long> toLongCounts(Map<Integer, Integer> counts) {
    Map<Integer, Long> toLongCounts = new TreeMap<>();
    counts.forEach((stage, count) -> toLongCounts.put(stage, (long) count));
    return toLongCounts;
  }

  private void announce() {
    try {
      engineInfo.newProblems().forEach(LOG::warn);
      announce(healthForBroker());
      announce(stats());
      ownProblem.recovered();
    } catch (RuntimeException e) {
      LOG.errorf("Failed to publish health and counters: reason=%s", e.getMessage());
      ownProblem.failed("Health and counters cannot be published: " + e.getMessage());
    }
  }

  private void announce(Health health) {
    String state =
        String.join(
            " ",
            health.state().toString(),
            health.watcher(),
            health.proof().result(),
            health.defaultModels(),
            health.libraryWaitsUntil().toString(),
            health.problems().toString(),
            health.computing().progress());
    if (!state.equals(publishedHealth) || isSensorUpdateDue(health)) {
      publishedHealth = state;
      publishedDelay = health.detectionDelayMs();
      healthPublishedAt = health.at();
      mqtt.announce(NodeTopics.HEALTH, messages.health(health));
    }
  }

  private void announce(LibraryStats stats) {
    String counts =
        List.of(
                stats.done(),
                stats.failed(),
                stats.duplicates(),
                stats.queued(),
                Math.round(stats.perMinute()))
            .toString();
    if (!counts.equals(publishedStats)
        && !stats.at().isBefore(statsPublishedAt.plus(STATS_INTERVAL))) {
      publishedStats = counts;
      statsPublishedAt = stats.at();
      mqtt.announce(NodeTopics.STATS, messages.stats(stats));
    }
  }

  private boolean isSensorUpdateDue(Health health) {
    boolean changed =
        health.computing().gpu().isPresent()
            || !health.computing().workers().isEmpty()
            || health.detectionDelayMs() != publishedDelay;
    return changed && !health.at().isBefore(healthPublishedAt.plus(SENSOR_INTERVAL));
  }

  @Override
  public void close() {
    timer.shutdown();
    try {
      timer.awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
