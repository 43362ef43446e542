package io.musicreclass.e2e;

import io.musicreclass.publish.Mosquitto;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.assertj.core.api.Assertions;

/** The real program, started by its launcher in a folder of its own. */
final class Reclass implements AutoCloseable {
  static final String NODE = "test";

  /** Exit status and output of a finished command. */
  record Finished(int status, String out, String err) {}

  private static final Path PROJECT = Path.of("").toAbsolutePath();
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Path folder;
  private final Path launcher;
  private final Map<String, String> environment = new HashMap<>();
  private final int port;
  private List<String> tracer = List.of();
  private Process process;

  private Reclass(Path folder, Path launcher) throws IOException {
    this.folder = folder;
    this.launcher = launcher;
    this.port = Mosquitto.freePort();
    set("RECLASS_INBOX_SETTLE", "200ms");
    set("RECLASS_MQTT_NODE", NODE);
    set("QUARKUS_HTTP_PORT", "" + port);
    set("RECLASS_MODELS_FETCH", "never"); // tests do not use the Internet
  }

  /**
   * A program with its own ledger and inbox below this folder, not started yet. Neither the
   * settings nor the models of the project's own checkout take part.
   */
  static Reclass in(Path folder) throws IOException {
    Path program = Files.createDirectories(folder.resolve(".program"));
    Reclass reclass = new Reclass(folder, program(program));
    reclass.set("RECLASS_HOME", reclass.home().toString());
    reclass.set("RECLASS_INBOX_PATH", reclass.inbox().toString());
    Files.createDirectories(reclass.inbox());
    return reclass;
  }

  /** A separate checkout in this folder with this program, not set up yet. */
  static Reclass checkout(Path folder) throws IOException {
    return new Reclass(folder, program(folder));
  }

  /** The launcher of a checkout in this folder, with the bundled model only. */
  private static Path program(Path folder) throws IOException {
    Path launcher = folder.resolve("reclass");
    if (!Files.exists(launcher)) {
      Files.createDirectories(folder.resolve("models"));
      for (String part : List.of("pom.xml", "src", "target", "models/gtzan48")) {
        Files.createSymbolicLink(folder.resolve(part), PROJECT.resolve(part));
      }
      Files.copy(PROJECT.resolve("reclass"), launcher);
    }
    return launcher;
  }

  /** The configuration file of a {@link #checkout}. */
  Path configuration() {
    return folder.resolve("config/application.properties");
  }

  Reclass set(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  Path inbox() {
    return folder.resolve("inbox");
  }

  Path log() {
    return folder.resolve("reclass.log");
  }

  Path home() {
    return folder.resolve("var");
  }

  int port() {
    return port;
  }

  Process process() {
    return process;
  }

  /** Runs a command to its end. */
  Finished command(String... arguments) throws IOException, InterruptedException {
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    Process command =
        builder(arguments).redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    Assertions.assertThat(command.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    return new Finished(command.exitValue(), text(out), text(err));
  }

  /** Starts under strace from now on, which records file operations in a file. */
  Reclass traced(Path file) {
    tracer = List.of("strace", "-f", "-qq", "-e", "trace=%file", "-o", file.toString());
    return this;
  }

  /** Starts from now on with a delay in every file operation on these paths. */
  Reclass delayed(List<Path> paths, Duration delay, Path trace) {
    List<String> words =
        new ArrayList<>(List.of("strace", "-f", "-qq", "--seccomp-bpf", "-o", trace.toString()));
    for (Path path : paths) {
      words.addAll(List.of("-P", path.toString()));
    }
    words.addAll(
        List.of("-e", "trace=%file", "-e", "inject=%file:delay_enter=" + delay.toNanos() / 1000));
    tracer = words;
    return this;
  }

  /** Starts the daemon and waits until it is ready. */
  Reclass start() throws IOException {
    launch();
    await("the daemon is ready", () -> get("/q/health/ready").contains("\"status\": \"UP\""));
    return this;
  }

  /** Starts the daemon without waiting. */
  void launch() throws IOException {
    process =
        builder("run")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
            .start();
  }

  /** The builder of a command with this program's settings. */
  ProcessBuilder builder(String... arguments) {
    List<String> words = new ArrayList<>(tracer);
    words.add(launcher.toString());
    words.addAll(Arrays.asList(arguments));
    ProcessBuilder builder = new ProcessBuilder(words).directory(folder.toFile());
    builder.environment().putAll(environment);
    if (!environment.containsKey("RECLASS_MQTT_URL")) { // several share the broker on port 1883
      builder.environment().put("RECLASS_MQTT_NODE", NODE + "-" + port);
    }
    return builder;
  }

  /** As kill -9 does. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** As systemd does; returns the exit status. */
  int stop() throws InterruptedException {
    // Under strace the daemon is its child, and may have short-lived children of its own: JNA runs
    // ldconfig when it loads its first library.
    (tracer.isEmpty() ? process.toHandle() : process.children().findFirst().orElseThrow())
        .destroy();
    Assertions.assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  /** The response body; empty if the daemon does not respond. */
  String get(String path) {
    try {
      return send("GET", path, HttpRequest.BodyPublishers.noBody()).body();
    } catch (IOException e) {
      return "";
    }
  }

  /**
   * Sends the daemon a request.
   *
   * @param headers names and values, alternating
   */
  HttpResponse<String> send(
      String method, String path, HttpRequest.BodyPublisher body, String... headers)
      throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(Duration.ofSeconds(20))
            .method(method, body);
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return HttpClient.newHttpClient()
          .send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  /** Waits until a condition holds; fails with the log if it does not. */
  void await(String what, BooleanSupplier condition) {
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > until || !process.isAlive()) {
        Assertions.fail("Did not happen: " + what + "\n" + text(log()));
      }
      pause(50);
    }
  }

  static void pause(long ms) {
    try {
      Thread.sleep(ms);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String text(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      return e.toString();
    }
  }

  @Override
  public void close() {
    if (process != null) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }
}
