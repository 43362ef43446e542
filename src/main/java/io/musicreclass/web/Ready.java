package io.musicreclass.web;

import io.musicreclass.daemon.Daemon;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Ready when the models are loaded and the inbox is watched. */
@Readiness
@ApplicationScoped
class Ready implements HealthCheck {
  private final DaemonHolder holder;

  Ready(DaemonHolder holder) {
    this.holder = holder;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder answer = HealthCheckResponse.named("reclass");
    boolean ready = holder.daemon().map(Daemon::ready).orElse(false);
    holder
        .daemon()
        .ifPresent(
            daemon -> {
              var health = daemon.health();
              answer
                  .withData("watcher", health.watcher())
                  .withData("engine", health.computing().engine());
              if (!health.problems().isEmpty() && holder.accessPolicy().allowsAnonymousReads()) {
                answer.withData("problem", String.join("; ", health.problems()));
              }
            });
    return answer.status(ready).build();
  }
}
