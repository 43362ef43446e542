package io.musicreclass.web;

import io.musicreclass.ledger.db.LedgerException;
import io.musicreclass.lifecycle.FailureText;
import io.musicreclass.setup.SetupService;
import io.musicreclass.systemd.ServiceManager;
import io.musicreclass.web.http.ConnectionLimits;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import java.io.IOException;
import java.net.BindException;
import java.net.SocketException;
import java.net.URI;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Runs the daemon with its HTTP server: starts it, serves its page and stops it with the program.
 */
public final class Server {
  /** Exit status when the daemon cannot start with its settings. */
  static final int UNUSABLE = 2;

  private static final int FIRST_FREE_PORT = 1024;

  /** Reloads once the server runs. */
  private static volatile Runnable reload = () -> {};

  /** Exit status of a requested stop; zero while none is requested. */
  private static final AtomicInteger STOP = new AtomicInteger();

  private Server() {}

  /**
   * Opens the HTTP port, starts the daemon and returns when the program is stopped.
   *
   * @param reader reads the settings, now and on each reload; throws an {@link
   *     IllegalArgumentException} with a line for each problem
   * @param version of the program
   * @return exit status
   * @throws IOException if the access token can be neither read nor created; the message names the
   *     file
   */
  public static int serve(
      Supplier<ServerSettings> reader, SetupService setupService, String version)
      throws IOException {
    ServerSettings first = reader.get();
    Token token = Token.at(first.setup().home());
    ConnectionLimits.install();
    OpenApiOnDemand.postpone();
    DaemonHolder.program(new ProgramInfo(first, reader, setupService, version, token));
    int[] status = {0};
    Quarkus.run(
        Application.class,
        (code, failure) -> {
          status[0] = failure == null ? code : UNUSABLE;
          if (failure != null) {
            System.err.println("reclass: " + startFailure(failure, ConfigProvider.getConfig()));
          }
        });
    return status[0];
  }

  /**
   * Makes {@link #serve} return, even while it is starting. Does not wait for it.
   *
   * @param status exit status to return; above 0
   */
  public static void stop(int status) {
    STOP.set(status); // asyncExit alone has no effect before Quarkus runs
    Quarkus.asyncExit(status);
  }

  /** Reads the settings again and applies them; nothing happens before {@link #serve} is ready. */
  public static void reload() {
    reload.run();
  }

  /** Why the server cannot start, and what to do about it. */
  static String startFailure(Throwable failure, Config config) {
    String host = config.getValue("quarkus.http.host", String.class);
    int port = config.getValue("quarkus.http.port", Integer.class);
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof BindException || cause instanceof UnresolvedAddressException) {
        return bindFailure(String.valueOf(cause.getMessage()), host, port);
      }
      if (cause instanceof SocketException && port < FIRST_FREE_PORT) {
        return "port " + port + " needs root: set quarkus.http.port to 1024 or higher";
      }
    }
    return "the server cannot start: "
        + FailureText.of(rootCause(failure))
        + "; run reclass doctor to check the installation";
  }

  /** The last cause, which names the reason; the ones before it only wrap it. */
  private static Throwable rootCause(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return root;
  }

  private static String bindFailure(String message, String host, int port) {
    return message.contains("assign") || message.equals("null")
        ? "this machine has no address " + host + ": change quarkus.http.host"
        : "port "
            + port
            + " of "
            + host
            + " is in use by another program: stop it, or set quarkus.http.port to another port";
  }

  /** The page's address for a browser on this machine. */
  public static String page(Config config) {
    String host = config.getValue("quarkus.http.host", String.class);
    String named = host.equals("0.0.0.0") || host.equals("::") ? "localhost" : host;
    return "http://" + named + ":" + config.getValue("quarkus.http.port", String.class) + "/";
  }

  /**
   * The link to the page, reachable from other machines and with the token if it is bound to the
   * network or shown by a proxy.
   *
   * @param host the address that the port is bound to
   * @param base the setting {@code reclass.web.base}
   * @param home folder that contains the token
   * @throws IOException if the token can be neither read nor created; the message names the file
   */
  public static String link(String host, int port, String base, Path home) throws IOException {
    Optional<URI> far = PageBase.of(base).page().or(() -> PageAddress.page(host, port));
    return far.isPresent()
        ? far.get() + "#token=" + Token.at(home).value()
        : "http://localhost:" + port + "/";
  }

  /** Run by Quarkus once it listens. */
  public static final class Application implements QuarkusApplication {
    private final DaemonHolder holder;

    Application(DaemonHolder holder) {
      this.holder = holder;
    }

    @Override
    public int run(String... args) {
      ServiceStatus status = new ServiceStatus(holder::daemon);
      try (ServiceManager manager = new ServiceManager(System.getenv(), status::now)) {
        return run(manager);
      }
    }

    private int run(ServiceManager manager) {
      if (STOP.get() != 0) {
        return STOP.get();
      }
      manager.start();
      try {
        holder.start();
      } catch (IOException | IllegalArgumentException | IllegalStateException | LedgerException e) {
        System.err.println("reclass: " + e.getMessage());
        return UNUSABLE;
      }
      reload =
          () -> {
            manager.reloading();
            holder.reloadAndLog();
            manager.reloaded();
          };
      holder.started().summary().forEach(line -> System.out.println("  " + line));
      System.out.println("  page     " + page(ConfigProvider.getConfig()));
      if (holder.accessPolicy().reachable()) {
        System.out.println("           changes need the token: reclass token");
      }
      System.out.println("Ready: copy a song into the inbox. Ctrl+C stops.");
      Quarkus.waitForExit();
      holder.stopping();
      return STOP.get();
    }
  }
}
