package io.musicreclass.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.musicreclass.natives.NativeFiles;
import io.musicreclass.publish.mqtt.BrokerTarget;
import io.musicreclass.web.Server;
import java.io.Closeable;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * {@code reclass rehearse DIR}: loads what {@code run} and {@code classify} load, while Java
 * records it for the archive of classes, and unpacks the native libraries. The launcher runs it
 * once after a build, with an empty checkout as its root: no settings, ledger or broker of the user
 * takes part.
 */
@Command(
    name = "rehearse",
    hidden = true,
    description = "Prepares fast starts in a folder; the launcher does.",
    mixinStandardHelpOptions = true)
final class RehearseCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int RATE = 44_100;
  private static final int SECONDS = 3;
  private static final int HEADER = 44;

  /** What the page asks for when it opens, and what monitors ask for. */
  private static final List<String> ADDRESSES =
      List.of(
          "/",
          "/api/stats",
          "/api/charts",
          "/api/tracks?limit=20",
          "/api/settings",
          "/api/health",
          "/q/health",
          "/q/metrics");

  @Parameters(paramLabel = "DIR", description = "The folder of the libraries, created if missing.")
  private Path folder;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path root = Path.of(System.getProperty("musicreclass.root"));
    NativeFiles.unpack(root, folder);
    LoadedClasses.loadAll();
    Path song = Files.write(root.resolve("song.wav"), song());
    PrintStream out = System.out;
    System.setOut(System.err); // the results are not of interest
    try {
      int classified = Main.execute("classify", "--json", song.toString());
      return classified == 0 ? serve(root, song) : classified;
    } finally {
      System.setOut(out);
    }
  }

  /** Runs the daemon until it has classified the song and answered. */
  private static int serve(Path root, Path song) throws IOException, InterruptedException {
    int port = freePort();
    int mqtt = freePort();
    System.setProperty("quarkus.http.port", "" + port);
    System.setProperty("reclass.mqtt.url", "tcp://127.0.0.1:" + mqtt);
    System.setProperty("reclass.models.fetch", "never");
    System.setProperty("reclass.inbox.settle", "200ms");
    int[] status = {1};
    Thread visitor =
        new Thread(
            () -> {
              status[0] = visit(port, root, song) ? 0 : 1;
              Server.stop(1);
            },
            "visitor");
    Closeable broker = BrokerTarget.embedded(mqtt);
    try {
      visitor.start();
      int served = Main.execute("run");
      visitor.join();
      return served == 1 ? status[0] : served;
    } finally {
      broker.close();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Visits the page while a song arrives; false if the song is not classified. */
  private static boolean visit(int port, Path root, Path song) {
    HttpClient client = HttpClient.newHttpClient();
    long until = System.nanoTime() + PATIENCE.toNanos();
    try {
      while (!get(client, port, "/q/health/ready").contains("\"UP\"")) {
        if (System.nanoTime() > until) {
          return false;
        }
        Thread.sleep(100);
      }
      Files.copy(
          song, root.resolve("inbox").resolve("song.wav"), StandardCopyOption.REPLACE_EXISTING);
      for (String address : ADDRESSES) {
        get(client, port, address);
      }
      while (!get(client, port, "/api/tracks?limit=1").contains("song.wav")) {
        if (System.nanoTime() > until) {
          return false;
        }
        Thread.sleep(100);
      }
      return true;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** The answer; empty while nobody listens. */
  private static String get(HttpClient client, int port, String address)
      throws InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + port + address);
    try {
      return client
          .send(
              HttpRequest.newBuilder(uri).timeout(PATIENCE).build(),
              HttpResponse.BodyHandlers.ofString(UTF_8))
          .body();
    } catch (IOException e) {
      return "";
    }
  }

  /** A WAV file: a chord of a few seconds, 16 bits, mono. */
  private static byte[] song() {
    int samples = RATE * SECONDS;
    ByteBuffer file = ByteBuffer.allocate(HEADER + 2 * samples).order(ByteOrder.LITTLE_ENDIAN);
    file.put("RIFF".getBytes(UTF_8)).putInt(HEADER - 8 + 2 * samples).put("WAVE".getBytes(UTF_8));
    file.put("fmt ".getBytes(UTF_8)).putInt(16).putShort((short) 1).putShort((short) 1);
    file.putInt(RATE).putInt(2 * RATE).putShort((short) 2).putShort((short) 16);
    file.put("data".getBytes(UTF_8)).putInt(2 * samples);
    for (int i = 0; i < samples; i++) {
      double time = 2 * Math.PI * i / RATE;
      file.putShort((short) (8000 * Math.sin(440 * time) + 8000 * Math.sin(554.37 * time)));
    }
    return file.array();
  }
}
