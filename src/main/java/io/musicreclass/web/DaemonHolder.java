package io.musicreclass.web;

import io.musicreclass.daemon.Daemon;
import io.musicreclass.web.http.ApiException;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.ServiceUnavailableException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The daemon that is served, from its start to its end, and who may come to it. */
@ApplicationScoped
public class DaemonHolder {
  private static final Logger LOG = Logger.getLogger(DaemonHolder.class);
  private static volatile @Nullable ProgramInfo program;

  private final String address;
  private final Path uploads;
  private volatile ServerSettings orders;
  private volatile AccessPolicy accessPolicy;
  private volatile @Nullable Daemon daemon;
  private volatile Runnable onReload = () -> {};
  private volatile Runnable onStop = () -> {};

  DaemonHolder(@ConfigProperty(name = "quarkus.http.host") String address) {
    this.address = address;
    this.orders = program().first();
    this.accessPolicy = doorkeeper(orders);
    this.uploads = orders.setup().home().resolve("uploads");
  }

  /** Says what to serve; Quarkus makes this class afterwards. */
  public static void program(ProgramInfo what) {
    program = what;
  }

  public ProgramInfo program() {
    ProgramInfo asked = program;
    if (asked == null) {
      throw new IllegalStateException("Nobody said what to serve");
    }
    return asked;
  }

  private AccessPolicy doorkeeper(ServerSettings by) {
    return new AccessPolicy(
        address, by.web().tokenFor(), by.web().hosts().orElse(List.of()), program().token());
  }

  void start() throws IOException {
    daemon = daemon(orders);
    Token.makeFolder(uploads);
    // What an earlier run was sent by half.
    try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(uploads, "*.part")) {
      for (Path leftover : leftovers) {
        Files.delete(leftover);
      }
    }
  }

  private Daemon daemon(ServerSettings by) {
    return new Daemon(
        by.setup(), program().version(), PageAddress.page(ConfigProvider.getConfig()));
  }

  /** Calls this when another daemon takes the place of the one before. */
  public void onReload(Runnable listener) {
    onReload = listener;
  }

  /** Calls this before the server stops. */
  public void onStop(Runnable listener) {
    onStop = listener;
  }

  /** Says that the server is about to stop. */
  void stopping() {
    onStop.run();
  }

  /**
   * Reads settings and models anew and lets a new daemon go on by them; meanwhile there is none.
   * When they cannot be followed the old ones hold.
   *
   * @throws ApiException what is wrong with the new ones
   */
  public synchronized Daemon reload() {
    Daemon before = started();
    ServerSettings next = next();
    daemon = null;
    onReload.run();
    before.close();
    try {
      Daemon after = daemon(next);
      orders = next;
      accessPolicy = doorkeeper(next);
      daemon = after;
      return after;
    } catch (RuntimeException e) { // a bug, too, must not leave the house without a daemon
      LOG.errorf("The new settings cannot be followed, the old ones hold: %s", e.getMessage());
      resume();
      throw wrong(e);
    }
  }

  private ServerSettings next() {
    try {
      ServerSettings next = program().orders().get();
      if (!next.setup().home().equals(orders.setup().home())) {
        throw new IllegalArgumentException(
            "reclass.home has changed: the ledger moves with a restart only");
      }
      return next;
    } catch (IllegalArgumentException e) {
      throw wrong(e);
    }
  }

  private void resume() {
    try {
      daemon = daemon(orders);
    } catch (RuntimeException e) {
      LOG.errorf("The old settings cannot be followed any more: %s", e.getMessage());
      Quarkus.asyncExit(Server.UNUSABLE);
    }
  }

  private static ApiException wrong(RuntimeException e) {
    return new ApiException(
        422, "Not reloaded: the old settings stay in effect", String.valueOf(e.getMessage()));
  }

  AccessPolicy doorkeeper() {
    return accessPolicy;
  }

  /** Folder of uploads until they are whole. */
  public Path uploads() {
    return uploads;
  }

  /** The daemon; empty while it starts. */
  Optional<Daemon> daemon() {
    return Optional.ofNullable(daemon);
  }

  /** The daemon, or status 503 while it starts. */
  public Daemon started() {
    return daemon().orElseThrow(() -> new ServiceUnavailableException("Starting"));
  }

  synchronized void stop(@Observes ShutdownEvent event) {
    daemon().ifPresent(Daemon::close);
  }
}
