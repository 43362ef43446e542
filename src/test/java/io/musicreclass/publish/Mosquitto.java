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

  /** Whether mosquitto is installed. */
  public static boolean installed() {
    return program("mosquitto").isPresent();
  }

  /** Skips the calling test, with a message, if mosquitto is not installed. */
  public static void assumeInstalled() {
    if (!installed()) {
      System.out.println("SKIPPED: mosquitto is not installed");
    }
    Assumptions.assumeTrue(installed(), "mosquitto is not installed");
  }

  /**
   * Starts a broker whose persistent sessions survive restarts; skips the calling test if mosquitto
   * is not installed.
   *
   * @param folder an empty folder for its exclusive use
   * @param conf additional configuration lines, such as those of {@link #login}
   */
  public static Mosquitto start(Path folder, String... conf) throws IOException {
    Mosquitto mosquitto = prepare(folder, conf);
    mosquitto.restart();
    return mosquitto;
  }

  /** As {@link #start}, but does not start it; call {@link #restart}. */
  public static Mosquitto prepare(Path folder, String... conf) throws IOException {
    assumeInstalled();
    int port = freePort();
    boolean anonymous = Stream.of(conf).noneMatch(line -> line.startsWith("allow_anonymous"));
    Stream<String> head =
        Stream.of(
            "per_listener_settings false",
            "user root", // otherwise it loses access to the folder when tests run as root
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

  /** Configuration lines that require this login. */
  public static String[] login(Path folder, String user, String password) throws IOException {
    assumeInstalled();
    Path file = folder.resolve("passwords");
    Path tool = program("mosquitto_passwd").orElseThrow();
    run(tool.toString(), "-b", "-c", file.toString(), user, password);
    return new String[] {"allow_anonymous false", "password_file " + file};
  }

  /** Configuration lines for TLS with PEM files. */
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

  /** Stops it gracefully, so that it saves its sessions; idempotent. */
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

  /** Starts or restarts it, and returns once it accepts connections. */
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

  /** Subscribes with a persistent session. */
  public Subscriber subscribe(String clientId, String filter) {
    return new Subscriber(url(), clientId, filter);
  }

  @Override
  public void close() {
    stop();
  }

  /** A port that is currently free. */
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
