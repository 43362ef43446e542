package io.musicreclass.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Start and stop of the program. */
class StartStopIT {
  @TempDir private Path folder;

  @Test
  void aTakenPortIsNamedWithItsKey() throws Exception {
    try (Reclass reclass = Reclass.in(folder);
        ServerSocket taken =
            new ServerSocket(reclass.port(), 1, InetAddress.getLoopbackAddress())) {
      Reclass.Finished run = reclass.command("run");
      assertThat(run.status()).isEqualTo(2);
      assertThat(run.err())
          .contains(
              "port " + taken.getLocalPort() + " of 127.0.0.1 is in use", "quarkus.http.port");
    }
  }

  @Test
  void aStopWithAnOpenPageIsQuickAndWithoutErrors() throws Exception {
    try (Reclass reclass = Reclass.in(folder)) {
      reclass.start();
      HttpRequest events =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + reclass.port() + "/api/events"))
              .build();
      HttpResponse<InputStream> page =
          HttpClient.newHttpClient().send(events, HttpResponse.BodyHandlers.ofInputStream());
      assertThat(page.body().read()).as("the page receives events").isPositive();
      long start = System.nanoTime();
      assertThat(reclass.stop()).isIn(0, 143);
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      System.out.printf("stop with an open page: %d ms%n", took.toMillis());
      assertThat(took).isLessThan(Duration.ofSeconds(5));
      assertThat(Files.readString(reclass.log())).doesNotContain("ERROR");
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 400, 1000})
  void aStopDuringTheStartIsObserved(long delayMs) throws Exception {
    try (Reclass reclass = Reclass.in(folder)) {
      reclass.launch();
      reclass.await("it is starting", () -> Files.exists(reclass.home().resolve("ledger.db")));
      Thread.sleep(delayMs); // somewhere in the start, such as while networks are loaded
      long start = System.nanoTime();
      assertThat(reclass.stop()).as("neither halted nor crashed").isIn(0, 143);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
    }
  }

  @Test
  void aKillLeavesNothingInTheSystemsTemporaryFolderAndOurOwnDoesNotGrow() throws Exception {
    Path system = Files.createDirectory(folder.resolve("system"));
    try (Reclass reclass =
        Reclass.in(folder).set("JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + system)) {
      Songs.write(reclass.inbox().resolve("a.wav"), 1, 4);
      reclass.start();
      reclass.await("it is classified", () -> reclass.get("/api/stats").contains("\"done\":1,"));
      reclass.kill();
      assertThat(files(system)).isEmpty();
      assertThat(names(reclass.home().resolve("tmp"))).as("a folder and its lock").hasSize(2);

      Reclass.Finished other = reclass.command("model", "list");
      assertThat(other.status()).isZero();
      assertThat(names(reclass.home().resolve("tmp"))).isEmpty();

      reclass.start();
      assertThat(names(reclass.home().resolve("tmp"))).hasSize(2);
      assertThat(reclass.command("model", "list").status()).isZero();
      assertThat(names(reclass.home().resolve("tmp"))).as("the daemon's").hasSize(2);
      reclass.stop();
      assertThat(files(system)).isEmpty();
    }
  }

  /** All files below; ONNX Runtime creates an empty folder, which stays if it is killed. */
  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(path -> path.getFileName().toString()).toList();
    }
  }
}
