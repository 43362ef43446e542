package io.musicreclass.web;

import io.musicreclass.pipeline.Daemon;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.ServiceUnavailableException;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The daemon that is served, from its start to its end. */
@ApplicationScoped
class Served {
  private volatile @Nullable Daemon daemon;

  void start(Supplier<Daemon> starter) {
    daemon = starter.get();
  }

  /** The daemon; empty while it starts. */
  Optional<Daemon> daemon() {
    return Optional.ofNullable(daemon);
  }

  /** The daemon, or status 503 while it starts. */
  Daemon started() {
    return daemon().orElseThrow(() -> new ServiceUnavailableException("Starting"));
  }

  void stop(@Observes ShutdownEvent event) {
    daemon().ifPresent(Daemon::close);
  }
}
