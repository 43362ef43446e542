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
  private final DaemonHolder served;

  Ready(DaemonHolder served) {
    this.served = served;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder answer = HealthCheckResponse.named("reclass");
    boolean ready = served.daemon().map(Daemon::ready).orElse(false);
    served
        .daemon()
        .ifPresent(
            daemon -> {
              var health = daemon.health();
              answer
                  .withData("watcher", health.watcher())
                  .withData("engine", health.computing().engine());
              if (!health.problems().isEmpty() && served.doorkeeper().tellsStrangers()) {
                answer.withData("problem", String.join("; ", health.problems()));
              }
            });
    return answer.status(ready).build();
  }
}
