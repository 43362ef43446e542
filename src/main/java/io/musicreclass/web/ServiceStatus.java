package io.musicreclass.web;

import io.musicreclass.daemon.Daemon;
import io.musicreclass.lifecycle.BoundedQuery;
import io.musicreclass.publish.Health;
import io.musicreclass.publish.LibraryStats;
import io.musicreclass.systemd.ServiceState;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** What the daemon says of itself to the service manager. Waits for no disk. */
final class ServiceStatus {
  private static final Duration LIMIT = Duration.ofSeconds(2);

  private final Supplier<Optional<Daemon>> daemon;
  private final BoundedQuery<String> status;

  ServiceStatus(Supplier<Optional<Daemon>> daemon) {
    this.daemon = daemon;
    this.status = new BoundedQuery<>("service-status", this::status);
  }

  ServiceState now() {
    Optional<Daemon> current = daemon.get();
    boolean ready = current.map(Daemon::hasSeenInbox).orElse(false);
    boolean alive = current.map(Daemon::isAlive).orElse(true);
    return new ServiceState(
        ready, alive, status.within(LIMIT).orElse("The database does not respond"));
  }

  private String status() {
    try {
      return daemon.get().map(ServiceStatus::status).orElse("Starting");
    } catch (RuntimeException e) { // of the database, or of a daemon that has just been closed
      return "Unknown: " + e.getMessage();
    }
  }

  private static String status(Daemon daemon) {
    Health health = daemon.health();
    return status(health, daemon.stats());
  }

  /** Such as {@code Working: 12 waiting, 340 classified, 1 failed; the first problem}. */
  static String status(Health health, LibraryStats stats) {
    String state = health.state().toString();
    StringBuilder text =
        new StringBuilder(state.substring(0, 1).toUpperCase(Locale.ROOT))
            .append(state.substring(1));
    text.append(": ");
    if (stats.queued() > 0) {
      text.append(stats.queued()).append(" waiting, ");
    }
    text.append(stats.done()).append(" classified");
    if (stats.failed() > 0) {
      text.append(", ").append(stats.failed()).append(" failed");
    }
    health
        .libraryWaitsUntil()
        .ifPresent(time -> text.append("; the library waits until ").append(time));
    if (!health.problems().isEmpty()) {
      text.append("; ").append(health.problems().get(0));
    }
    return text.toString();
  }
}
