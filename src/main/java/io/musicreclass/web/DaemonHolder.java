package io.musicreclass.web;

import io.musicreclass.daemon.Daemon;
import io.musicreclass.setup.SetupService;
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
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Holds the running daemon from start to stop, replaces it on reload, and holds the access policy.
 */
@ApplicationScoped
public class DaemonHolder {
  private static final Logger LOG = Logger.getLogger(DaemonHolder.class);
  private static volatile @Nullable ProgramInfo program;

  private final String address;
  private final int port;
  private final Path uploads;
  private volatile ServerSettings current;
  private volatile AccessPolicy accessPolicy;
  private volatile @Nullable Daemon daemon;
  private volatile Runnable onReload = () -> {};
  private volatile Runnable onStop = () -> {};

  DaemonHolder(
      @ConfigProperty(name = "quarkus.http.host") String address,
      @ConfigProperty(name = "quarkus.http.port") int port) {
    this.address = address;
    this.port = port;
    this.current = program().first();
    this.accessPolicy = newAccessPolicy(current);
    this.uploads = current.setup().home().resolve("uploads");
  }

  /** Sets what to serve. Called before Quarkus creates this class. */
  static void program(ProgramInfo what) {
    program = what;
  }

  private ProgramInfo program() {
    ProgramInfo asked = program;
    if (asked == null) {
      throw new IllegalStateException(
          "program(ProgramInfo) must be called before the server starts");
    }
    return asked;
  }

  /** Reads and saves the basic settings. */
  public SetupService setupService() {
    return program().setupService();
  }

  private AccessPolicy newAccessPolicy(ServerSettings settings) {
    return new AccessPolicy(
        address,
        settings.web().tokenFor(),
        settings.web().listen(),
        settings.web().hosts().orElse(List.of()),
        PageBase.of(settings.web().base()),
        TrustedProxy.of(settings.web().trustedProxy()),
        program().token());
  }

  void start() throws IOException {
    daemon = newDaemon(current);
    Token.createFolder(uploads);
    // Incomplete uploads of an earlier run.
    try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(uploads, "*.part")) {
      for (Path leftover : leftovers) {
        Files.delete(leftover);
      }
    }
  }

  private Daemon newDaemon(ServerSettings settings) {
    return new Daemon(
        settings.setup(),
        program().version(),
        PageBase.of(settings.web().base()).page().or(() -> PageAddress.page(address, port)),
        this::reloadInBackground);
  }

  /** Reloads in a thread of its own, since the daemon that asks for it is closed meanwhile. */
  private void reloadInBackground() {
    Thread thread = new Thread(this::reloadAndLog, "reload");
    thread.setDaemon(true);
    thread.start();
  }

  /** Reloads if possible, and logs the outcome. */
  void reloadAndLog() {
    try {
      LOG.infof("Reloaded: %s", String.join("; ", reload().summary()));
    } catch (RuntimeException e) {
      LOG.errorf("Failed to reload, run reclass reload: reason=%s", e.getMessage());
    }
  }

  /** Sets a callback for when another daemon replaces the current one. */
  public void onReload(Runnable listener) {
    onReload = listener;
  }

  /** Sets a callback for when the server is about to stop. */
  public void onStop(Runnable listener) {
    onStop = listener;
  }

  /** Notifies the callback that the server is about to stop. */
  void stopping() {
    onStop.run();
  }

  /**
   * Reads settings and models again and replaces the daemon; in between there is none. If they are
   * invalid, the old ones stay in effect.
   *
   * @throws ApiException with status 422 and all problems of the new settings
   */
  public synchronized Daemon reload() {
    Daemon before = started();
    ServerSettings next = next();
    daemon = null;
    onReload.run();
    before.close();
    try {
      Daemon after = newDaemon(next);
      current = next;
      accessPolicy = newAccessPolicy(next);
      daemon = after;
      return after;
    } catch (RuntimeException e) { // even a bug must not leave the server without a daemon
      LOG.errorf("Kept the old settings, the new ones are not usable: reason=%s", e.getMessage());
      resume();
      throw notReloaded(e);
    }
  }

  private ServerSettings next() {
    try {
      ServerSettings next = program().reader().get();
      if (!next.setup().home().equals(current.setup().home())) {
        throw new IllegalArgumentException(
            "reclass.home has changed: restart Reclass to move the ledger");
      }
      return next;
    } catch (IllegalArgumentException e) {
      throw notReloaded(e);
    }
  }

  private void resume() {
    try {
      daemon = newDaemon(current);
    } catch (RuntimeException e) {
      LOG.errorf("Cannot restart with the old settings, exiting: reason=%s", e.getMessage());
      Quarkus.asyncExit(Server.UNUSABLE);
    }
  }

  private static ApiException notReloaded(RuntimeException e) {
    return new ApiException(
        422, "Not reloaded: the old settings stay in effect", String.valueOf(e.getMessage()));
  }

  AccessPolicy accessPolicy() {
    return accessPolicy;
  }

  /** Folder for uploads in progress. */
  public Path uploads() {
    return uploads;
  }

  /** The daemon; empty while it starts or reloads. */
  Optional<Daemon> daemon() {
    return Optional.ofNullable(daemon);
  }

  /** The daemon; status 503 while it starts or reloads. */
  public Daemon started() {
    return daemon().orElseThrow(() -> new ServiceUnavailableException("Starting"));
  }

  synchronized void stop(@Observes ShutdownEvent event) {
    daemon().ifPresent(Daemon::close);
  }
}
