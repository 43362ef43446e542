package io.musicreclass.daemon;

import io.musicreclass.classify.StageRunner;
import io.musicreclass.inbox.Inbox;
import io.musicreclass.inbox.InboxState;
import io.musicreclass.ledger.Ledger;
import io.musicreclass.ledger.db.LedgerException;
import io.musicreclass.ledger.rows.FileState;
import io.musicreclass.library.Library;
import io.musicreclass.options.RuntimeOptions;
import io.musicreclass.problems.Problems;
import io.musicreclass.publish.Health;
import io.musicreclass.publish.LibraryStats;
import io.musicreclass.publish.Messages;
import io.musicreclass.publish.mqtt.Mqtt;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** How the daemon feels and how much it has done, announced whenever it changes. */
final class HealthMonitor implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(HealthMonitor.class);
  private static final long PERIOD_S = 2;

  /** How often the sensors alone are worth a message. */
  private static final Duration SENSORS = Duration.ofSeconds(30);

  /** Between two messages of counts: a backlog of weeks must not fill a recorder's database. */
  private static final Duration COUNTS = Duration.ofSeconds(10);

  private static final Duration RECENT = Duration.ofMinutes(2);

  /** How many tracks were done at a time. */
  private record Mark(Instant at, long done) {}

  private final Ledger ledger;
  private final Problems others;
  private final Problems.Source ownProblem;
  private final Inbox inbox;
  private final Library library;
  private final Mqtt mqtt;
  private final EngineInfo machine;
  private final StageRunner stageRunner;
  private final RuntimeOptions runtimeOptions;
  private final Messages messages;
  private final Clock clock;
  private final Deque<Mark> marks = new ArrayDeque<>();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "vitals"));
  private String saidOfHealth = "";
  private String saidOfStats = "";
  private long saidOfDelay;
  private Instant sensorsSaid = Instant.EPOCH;
  private Instant countsSaid = Instant.EPOCH;

  HealthMonitor(
      Ledger ledger,
      Problems others,
      Inbox inbox,
      Library library,
      Mqtt mqtt,
      EngineInfo machine,
      StageRunner stageRunner,
      RuntimeOptions runtimeOptions,
      Messages messages,
      Clock clock) {
    this.ledger = ledger;
    this.others = others;
    this.ownProblem = others.source();
    this.inbox = inbox;
    this.library = library;
    this.mqtt = mqtt;
    this.machine = machine;
    this.stageRunner = stageRunner;
    this.runtimeOptions = runtimeOptions;
    this.messages = messages;
    this.clock = clock;
  }

  void start() {
    var unused = timer.scheduleWithFixedDelay(this::announce, 0, PERIOD_S, TimeUnit.SECONDS);
  }

  /** What is wrong, each with its mend; empty when all is well. */
  List<String> problems() {
    return problems(mqtt.problem());
  }

  private List<String> problems(String aboutBroker) {
    List<String> problems = new ArrayList<>(stageRunner.problems());
    problems.addAll(machine.problems());
    if (inbox.state() instanceof InboxState.Away away) {
      problems.add(away.reason());
    }
    if (!aboutBroker.isEmpty()) {
      problems.add(aboutBroker);
    }
    inbox.problem().ifPresent(problems::add);
    problems.addAll(library.problems());
    problems.addAll(others.current());
    return problems.stream().distinct().toList();
  }

  /** How it is. Waits for no disk but the ledger's. */
  Health health() {
    return health(problems());
  }

  /** What the broker keeps: whoever reads it there is connected, and knows the broker is there. */
  private Health healthForBroker() {
    return health(problems(mqtt.refusals()));
  }

  private Health health(List<String> problems) {
    InboxState state = inbox.state();
    String watcher = state instanceof InboxState.Away ? "away" : "starting";
    long delay = 0;
    if (state instanceof InboxState.Watching watching) {
      watcher = watching.how();
      delay = watching.lastDetectionDelayMs();
    }
    return new Health(
        feeling(state), watcher, delay, machine.computing(), problems, clock.instant());
  }

  private Health.State feeling(InboxState inboxState) {
    if (inboxState instanceof InboxState.Starting) {
      return Health.State.STARTING;
    }
    if (runtimeOptions.paused()) {
      return Health.State.PAUSED;
    }
    try {
      return ledger.views().waiting(1) > 0 ? Health.State.WORKING : Health.State.IDLE;
    } catch (LedgerException e) {
      return Health.State.IDLE; // which is among the problems
    }
  }

  synchronized LibraryStats stats() {
    io.musicreclass.ledger.rows.LedgerStats counts = ledger.views().stats();
    Instant now = clock.instant();
    return new LibraryStats(
        counts.tracks(),
        counts.tracks() - counts.sure(),
        counts.files(FileState.FAILED),
        counts.files(FileState.DUPLICATE),
        counts.files(FileState.QUEUED) - counts.parked() + counts.files(FileState.WORKING),
        widened(counts.stages()),
        perMinute(now, counts.tracks()),
        now);
  }

  private static Map<Integer, Long> widened(Map<Integer, Integer> counts) {
    Map<Integer, Long> widened = new TreeMap<>();
    counts.forEach((stage, count) -> widened.put(stage, (long) count));
    return widened;
  }

  private double perMinute(Instant now, long done) {
    if (marks.isEmpty() || !now.isBefore(marks.getLast().at().plusSeconds(1))) {
      marks.addLast(new Mark(now, done)); // the page asks as often as it likes
    }
    while (marks.size() > 2 && marks.getFirst().at().isBefore(now.minus(RECENT))) {
      marks.removeFirst();
    }
    Mark first = marks.getFirst();
    double minutes = Duration.between(first.at(), now).toMillis() / 60_000.0;
    return minutes == 0 ? 0 : (done - first.done()) / minutes;
  }

  private void announce() {
    try {
      machine.newProblems().forEach(LOG::warn);
      announce(healthForBroker());
      announce(stats());
      ownProblem.recovered();
    } catch (RuntimeException e) {
      LOG.errorf("Health and counts cannot be told: %s", e.getMessage());
      ownProblem.failed("Health and counts cannot be published: " + e.getMessage());
    }
  }

  private void announce(Health health) {
    String feeling = health.state() + health.watcher() + health.problems() + work(health);
    if (!feeling.equals(saidOfHealth) || sensorsAreDue(health)) {
      saidOfHealth = feeling;
      saidOfDelay = health.detectionDelayMs();
      sensorsSaid = health.at();
      mqtt.announce("health", messages.health(health));
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
    if (!counts.equals(saidOfStats) && !stats.at().isBefore(countsSaid.plus(COUNTS))) {
      saidOfStats = counts;
      countsSaid = stats.at();
      mqtt.announce("stats", messages.stats(stats));
    }
  }

  /** What is being compiled, and how many percent of it are done. */
  private static String work(Health health) {
    return health
        .computing()
        .building()
        .map(b -> b.network() + Math.round(100 * b.share()))
        .orElse("");
  }

  private boolean sensorsAreDue(Health health) {
    boolean changed =
        health.computing().gpu().isPresent() || health.detectionDelayMs() != saidOfDelay;
    return changed && !health.at().isBefore(sensorsSaid.plus(SENSORS));
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
