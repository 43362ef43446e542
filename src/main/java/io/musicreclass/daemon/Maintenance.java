package io.musicreclass.daemon;

import io.musicreclass.ledger.Ledger;
import io.musicreclass.ledger.db.DatabaseMaintenance;
import io.musicreclass.ledger.db.LedgerException;
import io.musicreclass.lifecycle.FailureText;
import io.musicreclass.problems.Problems;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Looks after the ledger while the daemon runs. One thread tries a disk that has failed again; the
 * other checks the ledger and makes a backup every night, however long its share takes.
 */
final class Maintenance implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(Maintenance.class);
  private static final LocalTime NIGHT = LocalTime.of(3, 30);
  private static final Duration TRIAL = Duration.ofSeconds(2);
  private static final Duration LOOK = Duration.ofMinutes(1);

  /** So long after the start, a backup that was missed is made up for. */
  private static final Duration WARM_UP = Duration.ofMinutes(10);

  private static final Duration TRY_AGAIN = Duration.ofHours(1);

  /** A check or a backup that takes longer hangs. */
  private static final Duration LONGEST = Duration.ofHours(1);

  private final Ledger ledger;
  private final DatabaseMaintenance upkeep;
  private final Clock clock;
  private final ZoneId zone;
  private final Runnable recovered;
  private final Problems.Source check;
  private final Problems.Source backup;
  private final Problems.Source hanging;
  private final Thread trials = new Thread(this::tryAgain, "ledger-trials");
  private final Thread nights = new Thread(this::watch, "ledger-backup");
  private volatile @Nullable Instant begun;
  private volatile boolean closed;
  private Instant notBefore;
  private @Nullable Instant newest;

  /**
   * @param zone whose nights count
   * @param recovered called when the ledger can be written again
   */
  Maintenance(Ledger ledger, Problems problems, Clock clock, ZoneId zone, Runnable recovered) {
    this.ledger = ledger;
    this.upkeep = ledger.upkeep();
    this.clock = clock;
    this.zone = zone;
    this.recovered = recovered;
    this.check = problems.source();
    this.backup = problems.source();
    this.hanging = problems.source();
    this.notBefore = clock.instant().plus(WARM_UP);
    nights.setDaemon(true); // it may wait for a share for ever
  }

  void start() {
    trials.start();
    nights.start();
  }

  private void tryAgain() {
    while (!closed) {
      trial();
      rest(TRIAL);
    }
  }

  /** Tries again what has failed, and says what takes too long. */
  void trial() {
    try {
      if (ledger.recheck()) {
        LOG.info("The ledger can be written again");
        recovered.run();
      }
      upkeep.noteDamage();
    } catch (RuntimeException | IOException e) {
      LOG.errorf("The ledger cannot be tried: %s", e.getMessage());
    }
    Instant since = begun;
    if (since != null && clock.instant().isAfter(since.plus(LONGEST))) {
      hanging.report(
          "The backup of the ledger to "
              + upkeep.backups()
              + " has been running since "
              + since.atZone(zone).toLocalTime().withNano(0)
              + ": look whether that folder answers, or set reclass.backup.path to another one");
    } else {
      hanging.recovered();
    }
  }

  private void watch() {
    if (!upkeep.checked()) {
      check();
    }
    while (!closed) {
      round();
      rest(LOOK);
    }
  }

  /** Checks the ledger and makes a backup, when that is due. */
  void round() {
    if (clock.instant().isBefore(notBefore)) {
      return;
    }
    begun = clock.instant();
    try {
      if (newest == null) {
        newest = upkeep.newestBackup().orElse(Instant.EPOCH);
      }
      if (isDue(newest, clock.instant())) {
        nightly();
      }
      backup.recovered();
    } catch (IOException | RuntimeException e) {
      newest = null;
      notBefore = clock.instant().plus(TRY_AGAIN);
      if (!closed) {
        String why = e instanceof IOException io ? FailureText.of(io) : e.getMessage();
        String text = "The ledger is not backed up to " + upkeep.backups() + ": " + why;
        LOG.errorf("%s; trying again in an hour", text);
        backup.failed(text + ". Free some space or mount the disk, or set reclass.backup.path");
      }
    } finally {
      begun = null;
    }
  }

  private void nightly() throws IOException {
    if (!check()) {
      notBefore = clock.instant().plus(TRY_AGAIN); // the backups of before are the better ones
      return;
    }
    Path made = upkeep.backUp(clock.instant(), () -> closed);
    newest = clock.instant();
    LOG.infof("The ledger was backed up: file=%s", made);
  }

  /** Whether a night has begun since then. */
  private boolean isDue(Instant last, Instant now) {
    ZonedDateTime night = last.atZone(zone).with(NIGHT);
    ZonedDateTime next = night.toInstant().isAfter(last) ? night : night.plusDays(1);
    return !now.isBefore(next.toInstant());
  }

  private boolean check() {
    try {
      boolean sound = upkeep.check(() -> closed);
      check.recovered();
      return sound && !closed;
    } catch (LedgerException e) {
      check.failed("The ledger cannot be checked: " + e.getMessage());
      return false;
    }
  }

  private synchronized void rest(Duration time) {
    long until = System.nanoTime() + time.toNanos();
    try {
      while (!closed && System.nanoTime() < until) {
        TimeUnit.NANOSECONDS.timedWait(this, Math.max(1, until - System.nanoTime()));
      }
    } catch (InterruptedException e) {
      closed = true;
    }
  }

  /** Breaks off what can be broken off; a share that hangs is not waited for. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    nights.interrupt();
    try {
      trials.join(1000);
      nights.join(1000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
