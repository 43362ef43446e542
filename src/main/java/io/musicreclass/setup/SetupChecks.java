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

/** Tries settings out on the real thing. */
final class SetupChecks {
  private static final Duration TIMEOUT = Duration.ofSeconds(2);
  private static final String LOOPBACK = "127.0.0.1";

  private final List<CheckResult> findings = new ArrayList<>();

  private interface Try {
    /** Gives what was found good. */
    String out() throws IOException;
  }

  /**
   * Everything, in the order a song walks.
   *
   * @param host what the page is to be bound to
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
      findings.add(new CheckResult(field, true, trial.out()));
    } catch (IllegalStateException | IllegalArgumentException e) {
      findings.add(new CheckResult(field, false, String.valueOf(e.getMessage())));
    } catch (IOException e) {
      findings.add(new CheckResult(field, false, e + ": look at its permissions, or name another"));
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
        + (created ? "made; " : "")
        + InboxCheck.of(folder, setup.inbox().watch());
  }

  /** Whose the ledger is runs the daemon. */
  static Optional<UserPrincipal> owner(Settings setup) throws IOException {
    Path home = setup.home();
    return Files.exists(home) ? Optional.of(Files.getOwner(home)) : Optional.empty();
  }

  private static String library(Path folder) throws IOException {
    String name = SongFile.text(folder);
    if (!Files.isDirectory(folder)) {
      throw new IllegalStateException(
          name + " is not there, or no folder: mount its disk, or name another folder");
    }
    try (DirectoryStream<Path> inside = Files.newDirectoryStream(folder)) {
      return name + (inside.iterator().hasNext() ? ": can be read" : ": can be read; it is empty");
    }
  }

  private static String page(String host, int port) throws IOException {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(host, port));
      return "port " + port + " on " + host + " is free";
    } catch (IOException | IllegalArgumentException e) {
      if (isOwnPort(host, port)) {
        return "port " + port + " is this Reclass's own";
      }
      throw new IllegalStateException(
          "Port "
              + port
              + " on "
              + host
              + " cannot be had ("
              + e.getMessage()
              + "): end the program that has it, or choose another port, above 1023",
          e);
    }
  }

  /** Whether it is a running Reclass that has the port. */
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
