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

/** The location and settings of this installation, which may be a source checkout. */
public final class Installation {
  private static final Path INSTALLED = Path.of("/etc/reclass/application.properties");

  private Installation() {}

  /** The project folder, as passed by the launcher. */
  public static Path root() {
    return Path.of(System.getProperty("musicreclass.root", "")).toAbsolutePath().normalize();
  }

  /**
   * The configuration file, which may be absent: a checkout and an unpacked archive have theirs.
   */
  public static Path configuration() {
    Path config = root().resolve("config");
    return Files.exists(root().resolve("pom.xml")) || Files.isDirectory(config)
        ? config.resolve("application.properties")
        : INSTALLED;
  }

  /** Folder of the ledger, read before the settings are checked. */
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

  /** The service behind {@code reclass setup}. */
  public static SetupService setupService() {
    return new SetupService(configuration(), System.getenv(), file -> setup(settings(file)));
  }

  /** All settings but those of the HTTP server, checked. */
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
