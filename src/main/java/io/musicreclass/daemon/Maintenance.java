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
 * Maintains the ledger while the daemon runs. One thread retries a disk that has failed; the other
 * checks the ledger and backs it up every night, and may block on a slow share.
 */
final class Maintenance implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(Maintenance.class);
  private static final LocalTime BACKUP_TIME = LocalTime.of(3, 30);
  private static final Duration RECHECK_INTERVAL = Duration.ofSeconds(2);
  private static final Duration POLL_INTERVAL = Duration.ofMinutes(1);

  /** How long after the start a missed backup is made. */
  private static final Duration WARM_UP = Duration.ofMinutes(10);

  private static final Duration RETRY_DELAY = Duration.ofHours(1);

  /** A check or backup that takes longer counts as hanging. */
  private static final Duration HANG_TIMEOUT = Duration.ofHours(1);

  private final Ledger ledger;
  private final DatabaseMaintenance maintenance;
  private final Clock clock;
  private final ZoneId zone;
  private final Runnable onRecovered;
  private final Problems.Source checkProblem;
  private final Problems.Source backupProblem;
  private final Problems.Source hangProblem;
  private final Thread recheckThread = new Thread(this::recheckLoop, "ledger-recheck");
  private final Thread backupThread = new Thread(this::backupLoop, "ledger-backup");
  private volatile @Nullable Instant runningSince;
  private volatile boolean closed;
  private Instant notBefore;
  private @Nullable Instant newestBackup;

  /**
   * @param zone the time zone of the nightly backup
   * @param onRecovered called when the ledger has become writable again
   */
  Maintenance(Ledger ledger, Problems problems, Clock clock, ZoneId zone, Runnable onRecovered) {
    this.ledger = ledger;
    this.maintenance = ledger.maintenance();
    this.clock = clock;
    this.zone = zone;
    this.onRecovered = onRecovered;
    this.checkProblem = problems.source();
    this.backupProblem = problems.source();
    this.hangProblem = problems.source();
    this.notBefore = clock.instant().plus(WARM_UP);
    backupThread.setDaemon(true); // it may block on a share forever
  }

  void start() {
    recheckThread.start();
    backupThread.start();
  }

  private void recheckLoop() {
    while (!closed) {
      recheck();
      rest(RECHECK_INTERVAL);
    }
  }

  /** Retries a failed ledger, and reports a backup that hangs. */
  void recheck() {
    try {
      if (ledger.recheck()) {
        LOG.info("Recovered the ledger: it can be written again");
        onRecovered.run();
      }
      maintenance.recordDamage();
    } catch (RuntimeException | IOException e) {
      LOG.errorf("Failed to recheck the ledger: reason=%s", e.getMessage());
    }
    Instant since = runningSince;
    if (since != null && clock.instant().isAfter(since.plus(HANG_TIMEOUT))) {
      hangProblem.report(
          "The backup of the ledger to "
              + maintenance.backups()
              + " has been running since "
              + since.atZone(zone).toLocalTime().withNano(0)
              + ": check that this folder responds, or set reclass.backup.path to another one");
    } else {
      hangProblem.recovered();
    }
  }

  private void backupLoop() {
    if (!maintenance.checked()) {
      check();
    }
    while (!closed) {
      backUpIfDue();
      rest(POLL_INTERVAL);
    }
  }

  /** Checks the ledger and backs it up if that is due. */
  void backUpIfDue() {
    if (clock.instant().isBefore(notBefore)) {
      return;
    }
    runningSince = clock.instant();
    try {
      if (newestBackup == null) {
        newestBackup = maintenance.newestBackup().orElse(Instant.EPOCH);
      }
      if (isDue(newestBackup, clock.instant())) {
        checkAndBackUp();
      }
      backupProblem.recovered();
    } catch (IOException | RuntimeException e) {
      newestBackup = null;
      notBefore = clock.instant().plus(RETRY_DELAY);
      if (!closed) {
        String why = FailureText.of(e);
        LOG.errorf(
            "Failed to back up the ledger, retrying in an hour: folder=%s reason=%s",
            maintenance.backups(), why);
        backupProblem.failed(
            "The ledger is not backed up to "
                + maintenance.backups()
                + ": "
                + why
                + ". Free some space or mount the disk, or set reclass.backup.path");
      }
    } finally {
      runningSince = null;
    }
  }

  private void checkAndBackUp() throws IOException {
    if (!check()) {
      notBefore = clock.instant().plus(RETRY_DELAY); // do not replace intact backups
      return;
    }
    Path made = maintenance.backUp(clock.instant(), () -> closed);
    newestBackup = clock.instant();
    LOG.infof("Backed up the ledger: file=%s", made);
  }

  /** Whether the time of the nightly backup has passed since the last one. */
  private boolean isDue(Instant last, Instant now) {
    ZonedDateTime sameDay = last.atZone(zone).with(BACKUP_TIME);
    ZonedDateTime next = sameDay.toInstant().isAfter(last) ? sameDay : sameDay.plusDays(1);
    return !now.isBefore(next.toInstant());
  }

  private boolean check() {
    try {
      boolean intact = maintenance.check(() -> closed);
      checkProblem.recovered();
      return intact && !closed;
    } catch (LedgerException e) {
      checkProblem.failed("The ledger cannot be checked: " + e.getMessage());
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

  /** Aborts a check or backup where possible; does not wait for a share that hangs. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    backupThread.interrupt();
    try {
      recheckThread.join(1000);
      backupThread.join(1000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
