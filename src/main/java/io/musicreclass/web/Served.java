package io.musicreclass.web;

import io.musicreclass.pipeline.Daemon;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.ServiceUnavailableException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** The daemon that is served, from its start to its end, and who may come to it. */
@ApplicationScoped
class Served {
  /**
   * What the program wants served.
   *
   * @param home folder of the ledger, the token, and of uploads until they are whole
   */
  record Order(Function<Optional<URI>, Daemon> daemon, WebConfig web, Token token, Path home) {}

  private static volatile @Nullable Order order;

  private final Doorkeeper doorkeeper;
  private final Path uploads;
  private volatile @Nullable Daemon daemon;

  Served(@ConfigProperty(name = "quarkus.http.host") String address) {
    Order asked = asked();
    this.doorkeeper =
        new Doorkeeper(
            address, asked.web().tokenFor(), asked.web().hosts().orElse(List.of()), asked.token());
    this.uploads = asked.home().resolve("uploads");
  }

  /** Says what to serve; Quarkus makes this class afterwards. */
  static void order(Order what) {
    order = what;
  }

  private static Order asked() {
    Order asked = order;
    if (asked == null) {
      throw new IllegalStateException("Nobody said what to serve");
    }
    return asked;
  }

  void start() throws IOException {
    daemon = asked().daemon().apply(Reach.page(ConfigProvider.getConfig()));
    Files.createDirectories(uploads);
    // What an earlier run was sent by half.
    try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(uploads, "*.part")) {
      for (Path leftover : leftovers) {
        Files.delete(leftover);
      }
    }
  }

  Doorkeeper doorkeeper() {
    return doorkeeper;
  }

  /** Folder of uploads until they are whole. */
  Path uploads() {
    return uploads;
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
