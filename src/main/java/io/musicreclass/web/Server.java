package io.musicreclass.web;

import io.musicreclass.pipeline.Daemon;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import java.util.function.Supplier;

/** The HTTP side of the daemon: starts it, serves its page and stops it with the program. */
public final class Server {
  private static volatile Supplier<Daemon> starter =
      () -> {
        throw new IllegalStateException("Nobody said what to serve");
      };

  private Server() {}

  /**
   * Opens the HTTP port, starts the daemon and returns when the program is told to stop.
   *
   * @return exit status
   */
  public static int serve(Supplier<Daemon> daemon) {
    starter = daemon;
    int[] status = {0};
    Quarkus.run(Application.class, (code, failure) -> status[0] = failure == null ? code : 2);
    return status[0];
  }

  /** What Quarkus runs once it listens. */
  public static final class Application implements QuarkusApplication {
    private final Served served;

    Application(Served served) {
      this.served = served;
    }

    @Override
    public int run(String... args) {
      served.start(starter);
      Quarkus.waitForExit();
      return 0;
    }
  }
}
