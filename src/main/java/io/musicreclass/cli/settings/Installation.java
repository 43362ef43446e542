package io.musicreclass.cli.settings;

import io.musicreclass.config.AfterConfig;
import io.musicreclass.config.DecodeConfig;
import io.musicreclass.config.EngineConfig;
import io.musicreclass.config.InboxConfig;
import io.musicreclass.config.MqttConfig;
import io.musicreclass.config.ReclassConfig;
import io.musicreclass.config.Settings;
import io.musicreclass.config.VoteConfig;
import io.musicreclass.setup.SetupService;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Where this Reclass lives: a checkout or an installation, and its settings. */
public final class Installation {
  private static final Path INSTALLED = Path.of("/etc/reclass/application.properties");

  private Installation() {}

  /** The folder of the project; the launcher says it. */
  static Path root() {
    return Path.of(System.getProperty("musicreclass.root", "")).toAbsolutePath().normalize();
  }

  /** The configuration file, which may be absent. */
  public static Path configuration() {
    Path checkout = root().resolve("pom.xml");
    return Files.exists(checkout)
        ? root().resolve("config").resolve("application.properties")
        : INSTALLED;
  }

  /** Folder of the ledger, as far as it is known before the settings are checked. */
  public static Path home() {
    return root().resolve(SettingsReader.home(configuration(), System.getenv())).normalize();
  }

  /** All settings, checked; throws {@code UsageError} with every problem. */
  public static SettingsReader settings() {
    return settings(configuration());
  }

  private static SettingsReader settings(Path configuration) {
    Map<String, String> system = new HashMap<>();
    System.getProperties().forEach((key, value) -> system.put("" + key, "" + value));
    return SettingsReader.load(root(), configuration, System.getenv(), system);
  }

  /** The questions of a new installation. */
  public static SetupService guide() {
    return new SetupService(configuration(), System.getenv(), file -> setup(settings(file)));
  }

  /** What the rooms behind the pipeline need of the settings. */
  public static Settings setup() {
    return setup(settings());
  }

  public static Settings setup(SettingsReader settings) {
    return setup(root(), settings);
  }

  static Settings setup(Path root, SettingsReader settings) {
    return new Settings(
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
