package io.musicreclass.web;

import io.musicreclass.ledger.LedgerException;
import io.musicreclass.pipeline.Daemon;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/** The HTTP side of the daemon: starts it, serves its page and stops it with the program. */
public final class Server {
  /** Exit status when the daemon cannot start as it is set up. */
  private static final int UNUSABLE = 2;

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
    Quarkus.run(
        Application.class, (code, failure) -> status[0] = failure == null ? code : UNUSABLE);
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
      try {
        served.start(starter);
      } catch (IllegalArgumentException | IllegalStateException | LedgerException e) {
        System.err.println("reclass: " + e.getMessage());
        return UNUSABLE;
      }
      served.started().summary().forEach(line -> System.out.println("  " + line));
      System.out.println("  page     " + page());
      System.out.println("Ready: copy a song into the inbox. Ctrl+C stops.");
      Quarkus.waitForExit();
      return 0;
    }

    private static String page() {
      Config config = ConfigProvider.getConfig();
      String host = config.getValue("quarkus.http.host", String.class);
      return "http://" + host + ":" + config.getValue("quarkus.http.port", String.class) + "/";
    }
  }
}
