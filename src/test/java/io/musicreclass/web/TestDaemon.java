package io.musicreclass.web;

import io.musicreclass.config.WebConfig;
import io.musicreclass.daemon.Daemon;
import io.musicreclass.publish.Mosquitto;
import io.musicreclass.setup.SetupService;
import io.musicreclass.testing.TestStages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** A running daemon with the bundled model, without an HTTP server and without a broker. */
public final class TestDaemon implements AutoCloseable {
  private final TestStages stages;
  private final DaemonHolder holder;
  private WebConfig.TokenFor tokenFor = WebConfig.TokenFor.CHANGES;
  private Supplier<ServerSettings> reader = this::settings;

  private TestDaemon(Path folder) throws IOException {
    Path models = Files.createDirectories(folder.resolve("models"));
    Path bundled = Path.of("models/gtzan48").toAbsolutePath();
    Files.createSymbolicLink(models.resolve("gtzan48"), bundled);
    stages =
        new TestStages(folder)
            .set("reclass.inbox.path", folder.resolve("inbox").toString())
            .set("reclass.engine.kind", "onnx")
            .set("reclass.mqtt.url", "tcp://127.0.0.1:" + Mosquitto.freePort())
            .set("reclass.mqtt.node", "test");
    Path configuration = folder.resolve("application.properties");
    SetupService setupService =
        new SetupService(configuration, Map.of(), file -> stages.settings());
    Token token = Token.at(folder.resolve("var"));
    DaemonHolder.program(
        new ProgramInfo(settings(), () -> reader.get(), setupService, "test", token));
    holder = new DaemonHolder("0.0.0.0", 8080);
  }

  /** Starts one whose ledger and inbox are in that folder. */
  public static TestDaemon start(Path folder) throws IOException {
    TestDaemon daemon = new TestDaemon(folder);
    daemon.holder.start();
    return daemon;
  }

  public DaemonHolder holder() {
    return holder;
  }

  /** Changes a setting from the next reload on. */
  void set(String key, String value) {
    var unused = stages.set(key, value);
  }

  /** Changes who needs the token from the next reload on. */
  void tokenFor(WebConfig.TokenFor changed) {
    tokenFor = changed;
  }

  /** Makes the next reload find invalid settings. */
  void breakSettings(String problem) {
    reader =
        () -> {
          throw new IllegalArgumentException(problem);
        };
  }

  /** Announces that the server is about to stop. */
  public void stopping() {
    holder.stopping();
  }

  private ServerSettings settings() {
    WebConfig.TokenFor chosen = tokenFor;
    return new ServerSettings(
        stages.settings(),
        new WebConfig() {
          @Override
          public TokenFor tokenFor() {
            return chosen;
          }

          @Override
          public Listen listen() {
            return Listen.TOKEN;
          }

          @Override
          public Optional<List<String>> hosts() {
            return Optional.empty();
          }

          @Override
          public String base() {
            return "/";
          }

          @Override
          public Optional<String> trustedProxy() {
            return Optional.empty();
          }
        });
  }

  @Override
  public void close() {
    holder.daemon().ifPresent(Daemon::close);
  }
}
