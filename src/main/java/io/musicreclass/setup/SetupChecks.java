package io.musicreclass.setup;

import io.musicreclass.config.Settings;
import io.musicreclass.inbox.InboxCheck;
import io.musicreclass.publish.mqtt.BrokerCheck;
import io.musicreclass.track.SongFile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks settings against the broker, the disk and the network. */
final class SetupChecks {
  private static final Duration TIMEOUT = Duration.ofSeconds(2);
  private static final String LOOPBACK = "127.0.0.1";

  private final List<CheckResult> findings = new ArrayList<>();

  private interface Try {
    /** Returns a description of the result. */
    String run() throws IOException;
  }

  /**
   * All checks, in the order of processing.
   *
   * @param host address that the page is to be bound to
   */
  static List<CheckResult> of(Settings setup, String host, int port) {
    SetupChecks checks = new SetupChecks();
    checks.note("broker", () -> BrokerCheck.of(setup.mqtt(), setup.root()));
    checks.note("inbox", () -> inbox(setup));
    for (Path folder : setup.libraryFolders()) {
      checks.note("library", () -> library(folder));
    }
    checks.note("port", () -> page(host, port));
    return checks.findings;
  }

  private void note(String field, Try trial) {
    try {
      findings.add(new CheckResult(field, true, trial.run()));
    } catch (IllegalStateException | IllegalArgumentException e) {
      findings.add(new CheckResult(field, false, String.valueOf(e.getMessage())));
    } catch (IOException e) {
      findings.add(new CheckResult(field, false, e + ": check its permissions, or choose another"));
    }
  }

  private static String inbox(Settings setup) throws IOException {
    Path folder = setup.inboxFolder();
    boolean created = Files.notExists(folder);
    if (created) {
      Files.createDirectories(folder);
      owner(setup).ifPresent(owner -> DraftFolder.setOwner(folder, owner));
    }
    return SongFile.text(folder)
        + ": "
        + (created ? "created; " : "")
        + InboxCheck.of(folder, setup.inbox().watch());
  }

  /** The user who runs the daemon: the owner of the ledger. */
  static Optional<UserPrincipal> owner(Settings setup) throws IOException {
    Path home = setup.home();
    return Files.exists(home) ? Optional.of(Files.getOwner(home)) : Optional.empty();
  }

  private static String library(Path folder) throws IOException {
    String name = SongFile.text(folder);
    if (!Files.isDirectory(folder)) {
      throw new IllegalStateException(
          name + " does not exist or is not a folder: mount its disk, or choose another folder");
    }
    try (DirectoryStream<Path> inside = Files.newDirectoryStream(folder)) {
      return name + (inside.iterator().hasNext() ? ": readable" : ": readable, but empty");
    }
  }

  private static String page(String host, int port) throws IOException {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(host, port));
      return "port " + port + " on " + host + " is free";
    } catch (IOException | IllegalArgumentException e) {
      if (isOwnPort(host, port)) {
        return "port " + port + " is in use by this Reclass";
      }
      throw new IllegalStateException(
          "Port "
              + port
              + " on "
              + host
              + " is not available ("
              + e.getMessage()
              + "): stop the program that uses it, or choose another port above 1023",
          e);
    }
  }

  /** Whether a running Reclass uses the port. */
  private static boolean isOwnPort(String host, int port) {
    HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    try {
      String name = InetAddress.getByName(host).isAnyLocalAddress() ? LOOPBACK : host;
      String bracketed = name.contains(":") ? "[" + name + "]" : name;
      URI health = URI.create("http://" + bracketed + ":" + port + "/q/health");
      HttpRequest request = HttpRequest.newBuilder(health).timeout(TIMEOUT).build();
      return client.send(request, BodyHandlers.ofString()).body().contains("\"name\": \"reclass\"");
    } catch (IOException | IllegalArgumentException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
