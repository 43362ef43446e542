package io.musicreclass.cli;

import io.musicreclass.decode.DecodeConfig;
import io.musicreclass.engine.EngineConfig;
import io.musicreclass.inbox.InboxConfig;
import io.musicreclass.pipeline.ReclassConfig;
import io.musicreclass.pipeline.Setup;
import io.musicreclass.publish.MqttConfig;
import io.musicreclass.setup.Guide;
import io.musicreclass.shelve.AfterConfig;
import io.musicreclass.vote.VoteConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Where this Reclass lives: a checkout or an installation, and its settings. */
final class Place {
  private static final Path INSTALLED = Path.of("/etc/reclass/application.properties");

  private Place() {}

  /** The folder of the project; the launcher says it. */
  static Path root() {
    return Path.of(System.getProperty("musicreclass.root", "")).toAbsolutePath().normalize();
  }

  /** The configuration file, which may be absent. */
  static Path configuration() {
    Path checkout = root().resolve("pom.xml");
    return Files.exists(checkout)
        ? root().resolve("config").resolve("application.properties")
        : INSTALLED;
  }

  /** Folder of the ledger, as far as it is known before the settings are checked. */
  static Path home() {
    return root().resolve(Settings.home(configuration(), System.getenv())).normalize();
  }

  /** All settings, checked; throws {@link UsageError} with every problem. */
  static Settings settings() {
    return settings(configuration());
  }

  private static Settings settings(Path configuration) {
    Map<String, String> system = new HashMap<>();
    System.getProperties().forEach((key, value) -> system.put("" + key, "" + value));
    return Settings.load(root(), configuration, System.getenv(), system);
  }

  /** The questions of a new installation. */
  static Guide guide() {
    return new Guide(configuration(), System.getenv(), file -> setup(settings(file)));
  }

  /** What the rooms behind the pipeline need of the settings. */
  static Setup setup() {
    return setup(settings());
  }

  static Setup setup(Settings settings) {
    return setup(root(), settings);
  }

  static Setup setup(Path root, Settings settings) {
    return new Setup(
        root,
        settings.get(ReclassConfig.class),
        settings.get(InboxConfig.class),
        settings.get(DecodeConfig.class),
        settings.get(EngineConfig.class),
        settings.get(VoteConfig.class),
        settings.get(AfterConfig.class),
        settings.get(MqttConfig.class));
  }
}
