package io.musicreclass.publish;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/** A real mosquitto on a free port of 127.0.0.1, as a child process. */
public final class Mosquitto implements AutoCloseable {
  private final Path folder;
  private final int port;
  private @Nullable Process process;

  private Mosquitto(Path folder, int port) {
    this.folder = folder;
    this.port = port;
  }

  /** Whether the program is on this machine. */
  public static boolean installed() {
    return program("mosquitto").isPresent();
  }

  /** Skips the calling test, with a line, when the program is not there. */
  public static void assumeInstalled() {
    if (!installed()) {
      System.out.println("SKIPPED: mosquitto is not installed");
    }
    Assumptions.assumeTrue(installed(), "mosquitto is not installed");
  }

  /**
   * Starts a broker that keeps persistent sessions over restarts; skips the calling test where the
   * program is not installed.
   *
   * @param folder an empty folder of its own
   * @param conf further lines of its configuration, such as those of {@link #login}
   */
  public static Mosquitto start(Path folder, String... conf) throws IOException {
    Mosquitto mosquitto = prepare(folder, conf);
    mosquitto.restart();
    return mosquitto;
  }

  /** As {@link #start}, but not started yet: {@link #restart} does. */
  public static Mosquitto prepare(Path folder, String... conf) throws IOException {
    assumeInstalled();
    int port = freePort();
    boolean anonymous = Stream.of(conf).noneMatch(line -> line.startsWith("allow_anonymous"));
    Stream<String> head =
        Stream.of(
            "per_listener_settings false",
            "user root", // or it gives up the rights to the test's folder, when root runs tests
            "persistence true",
            "persistence_location " + folder + "/",
            "max_queued_messages 0",
            "allow_anonymous " + anonymous,
            "listener " + port + " 127.0.0.1");
    Files.write(
        folder.resolve("mosquitto.conf"),
        Stream.concat(head, Stream.of(conf).filter(l -> !l.startsWith("allow_anonymous")))
            .toList());
    return new Mosquitto(folder, port);
  }

  /** Configuration lines that demand this login. */
  public static String[] login(Path folder, String user, String password) throws IOException {
    assumeInstalled();
    Path file = folder.resolve("passwords");
    Path tool = program("mosquitto_passwd").orElseThrow();
    run(tool.toString(), "-b", "-c", file.toString(), user, password);
    return new String[] {"allow_anonymous false", "password_file " + file};
  }

  /** Configuration lines for TLS from PEM files. */
  public static String[] tls(Path ca, Path cert, Path key) {
    return new String[] {"cafile " + ca, "certfile " + cert, "keyfile " + key};
  }

  public int port() {
    return port;
  }

  /** {@code tcp://127.0.0.1:port}. */
  public String url() {
    return "tcp://127.0.0.1:" + port;
  }

  /** Stops it as a system does: it writes down its sessions first. Does nothing when stopped. */
  public void stop() {
    if (process == null) {
      return;
    }
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process = null;
  }

  /** Starts it (again, when it runs) and returns once it takes connections. */
  public void restart() throws IOException {
    stop();
    process =
        new ProcessBuilder(
                program("mosquitto").orElseThrow().toString(),
                "-c",
                folder.resolve("mosquitto.conf").toString())
            .redirectErrorStream(true)
            .redirectOutput(
                ProcessBuilder.Redirect.appendTo(folder.resolve("mosquitto.log").toFile()))
            .start();
    if (!Eventually.within(Duration.ofSeconds(10), this::answers)) {
      throw new IOException(Files.readString(folder.resolve("mosquitto.log")));
    }
  }

  /** Listens with a persistent session from now on. */
  public Subscriber subscribe(String clientId, String filter) {
    return new Subscriber(url(), clientId, filter);
  }

  @Override
  public void close() {
    stop();
  }

  /** A port that is free at this moment. */
  public static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private boolean answers() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  private static Optional<Path> program(String name) {
    List<String> system = List.of("/usr/sbin", "/usr/local/sbin", "/usr/bin", "/opt/homebrew/sbin");
    return Stream.concat(Stream.of(System.getenv("PATH").split(":", -1)), system.stream())
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static void run(String... command) throws IOException {
    Process run = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (run.waitFor() != 0) {
        throw new IOException(output);
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}
