package io.musicreclass.players;

import io.musicreclass.config.Settings;
import io.musicreclass.lifecycle.Stoppable;
import io.musicreclass.lifecycle.StoppableThread;
import io.musicreclass.problems.Problems;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * Asks the configured players to scan once files have been tagged, sorted or put back and are at
 * rest, at most once in an interval, in a thread of its own. A failed call is repeated with growing
 * delays.
 */
public final class PlayerRescans implements Stoppable {
  private static final Logger LOG = Logger.getLogger(PlayerRescans.class);
  private static final Duration LOOK_INTERVAL = Duration.ofSeconds(5);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration CALL_LIMIT = Duration.ofSeconds(30);
  private static final Duration FIRST_RETRY = Duration.ofMinutes(1);
  private static final Duration LONGEST_RETRY = Duration.ofHours(1);

  /** How long no file changes once a batch has ended. */
  static final Duration QUIET = Duration.ofSeconds(30);

  /** Longest wait for the end of a batch, which may take days. */
  static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

  private final List<Called> players;
  private final LongSupplier changes;
  private final Duration interval;
  private final Clock clock;
  private final RescanCall call;
  private final StoppableThread thread =
      new StoppableThread("player-rescans", CLOSE_TIMEOUT, this::run);

  // used by the thread
  private long seen;
  private Instant changedAt = Instant.MIN;

  /** A player and what it was told. */
  private static final class Called {
    final Player player;
    final Problems.Source problem;
    long told;
    Instant owedSince = Instant.MAX;
    Instant notBefore = Instant.MIN;
    Duration retry = FIRST_RETRY;

    Called(Player player, Problems.Source problem, long told) {
      this.player = player;
      this.problem = problem;
      this.told = told;
    }
  }

  /**
   * @param changes the number of changes to files so far
   * @throws IllegalArgumentException if a setting is wrong
   */
  public PlayerRescans(Settings settings, LongSupplier changes, Problems problems, Clock clock) {
    this(
        ConfiguredPlayers.of(settings.reclass().players(), settings.root()),
        settings.reclass().players().interval(),
        changes,
        problems,
        clock,
        new RescanCall(CALL_LIMIT));
  }

  PlayerRescans(
      List<Player> players,
      Duration interval,
      LongSupplier changes,
      Problems problems,
      Clock clock,
      RescanCall call) {
    this.seen = changes.getAsLong();
    this.players =
        players.stream().map(player -> new Called(player, problems.source(), seen)).toList();
    this.interval = interval;
    this.changes = changes;
    this.clock = clock;
    this.call = call;
  }

  /** Starts the thread if there are players. */
  public void start() {
    if (!players.isEmpty()) {
      thread.start();
    }
  }

  private void run() throws InterruptedException {
    while (!thread.pause(LOOK_INTERVAL)) {
      look();
    }
  }

  /** Calls the players that are due. */
  void look() throws InterruptedException {
    Instant now = clock.instant();
    long latest = changes.getAsLong();
    if (latest != seen) {
      seen = latest;
      changedAt = now;
    }
    for (Called called : players) {
      if (called.told != latest) {
        called.owedSince = called.owedSince.isBefore(now) ? called.owedSince : now;
        boolean ended = !now.isBefore(changedAt.plus(QUIET));
        boolean overdue = !now.isBefore(called.owedSince.plus(LONGEST_WAIT));
        if ((ended || overdue) && !now.isBefore(called.notBefore)) {
          tell(called, latest, now);
        }
      }
    }
  }

  private void tell(Called called, long latest, Instant now) throws InterruptedException {
    String failure = call.failure(called.player).orElse("");
    if (failure.isEmpty()) {
      called.told = latest;
      called.owedSince = Instant.MAX;
      called.notBefore = now.plus(interval);
      called.retry = FIRST_RETRY;
      called.problem.recovered();
      LOG.infof("Asked for a scan player=%s", called.player.name());
      return;
    }
    LOG.warnf(
        "Failed to ask for a scan, retrying: player=%s reason=%s", called.player.name(), failure);
    called.problem.failed(
        "The player " + called.player.name() + " is not told of changes: " + failure);
    called.notBefore = now.plus(called.retry);
    Duration next = called.retry.multipliedBy(2);
    called.retry = next.compareTo(LONGEST_RETRY) < 0 ? next : LONGEST_RETRY;
  }

  @Override
  public void stop() {
    thread.interrupt();
  }

  @Override
  public void close() {
    stop();
    thread.close();
  }
}
