package io.musicreclass.web;

import io.musicreclass.ledger.LedgerException;
import io.musicreclass.setup.Guide;
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

/** The HTTP side of the daemon: starts it, serves its page and stops it with the program. */
public final class Server {
  /** Exit status when the daemon cannot start as it is set up. */
  static final int UNUSABLE = 2;

  private static final int FIRST_FREE_PORT = 1024;

  /** Exit status of a stop that was asked for; none is asked for while it is zero. */
  private static final AtomicInteger STOP = new AtomicInteger();

  private Server() {}

  /**
   * Opens the HTTP port, starts the daemon and returns when the program is told to stop.
   *
   * @param orders reads the settings, now and at each reload; throws an {@link
   *     IllegalArgumentException} with a line for each problem
   * @param version of the program
   * @return exit status
   * @throws IOException when there can be no access token; the message names the file
   */
  public static int serve(Supplier<Orders> orders, Guide guide, String version) throws IOException {
    Orders first = orders.get();
    Token token = Token.at(first.setup().home());
    ConnectionLimits.install();
    Served.program(new Program(first, orders, guide, version, token));
    int[] status = {0};
    Quarkus.run(
        Application.class,
        (code, failure) -> {
          status[0] = failure == null ? code : UNUSABLE;
          if (failure != null) {
            System.err.println("reclass: " + unusable(failure, ConfigProvider.getConfig()));
          }
        });
    return status[0];
  }

  /**
   * Has {@link #serve} return, at any moment of its start, too, and without waiting for that.
   *
   * @param status what it returns; above 0
   */
  public static void stop(int status) {
    STOP.set(status); // Quarkus forgets a request to exit that comes before it runs
    Quarkus.asyncExit(status);
  }

  /** Why the server does not start, and what to do about it. */
  static String unusable(Throwable failure, Config config) {
    String host = config.getValue("quarkus.http.host", String.class);
    int port = config.getValue("quarkus.http.port", Integer.class);
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof BindException || cause instanceof UnresolvedAddressException) {
        return bind(String.valueOf(cause.getMessage()), host, port);
      }
      if (cause instanceof SocketException && port < FIRST_FREE_PORT) {
        return "port " + port + " is for root only: set quarkus.http.port to 1024 or more";
      }
    }
    return "the server does not start: " + failure;
  }

  private static String bind(String message, String host, int port) {
    return message.contains("assign") || message.equals("null")
        ? "this machine has no address " + host + ": change quarkus.http.host"
        : "port "
            + port
            + " of "
            + host
            + " is taken by another program: stop that one, or set quarkus.http.port to another";
  }

  /** Where a browser on this machine finds the page. */
  public static String page(Config config) {
    String host = config.getValue("quarkus.http.host", String.class);
    String named = host.equals("0.0.0.0") || host.equals("::") ? "localhost" : host;
    return "http://" + named + ":" + config.getValue("quarkus.http.port", String.class) + "/";
  }

  /**
   * The link that opens the page from wherever it may be opened, with the token where that is
   * needed.
   *
   * @param host what the port is bound to
   * @param home folder of the token
   * @throws IOException when there can be no token; the message names the file
   */
  public static String link(String host, int port, Path home) throws IOException {
    Optional<URI> far = Reach.page(host, port);
    return far.isPresent()
        ? far.get() + "#token=" + Token.at(home).value()
        : "http://localhost:" + port + "/";
  }

  /** What Quarkus runs once it listens. */
  public static final class Application implements QuarkusApplication {
    private final Served served;
    private final Events events;

    Application(Served served, Events events) {
      this.served = served;
      this.events = events;
    }

    @Override
    public int run(String... args) {
      if (STOP.get() != 0) {
        return STOP.get();
      }
      try {
        served.start();
      } catch (IOException | IllegalArgumentException | IllegalStateException | LedgerException e) {
        System.err.println("reclass: " + e.getMessage());
        return UNUSABLE;
      }
      served.started().summary().forEach(line -> System.out.println("  " + line));
      System.out.println("  page     " + page(ConfigProvider.getConfig()));
      if (served.doorkeeper().reachable()) {
        System.out.println("           changes need the token: reclass token");
      }
      System.out.println("Ready: copy a song into the inbox. Ctrl+C stops.");
      Quarkus.waitForExit();
      events.end();
      return STOP.get();
    }
  }
}
