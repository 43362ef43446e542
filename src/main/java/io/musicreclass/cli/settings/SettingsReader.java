package io.musicreclass.cli.settings;

import io.musicreclass.classify.selection.ModelSelection;
import io.musicreclass.cli.terminal.UsageError;
import io.musicreclass.cluster.WorkerSettings;
import io.musicreclass.config.AfterConfig;
import io.musicreclass.config.DecodeConfig;
import io.musicreclass.config.EngineConfig;
import io.musicreclass.config.InboxConfig;
import io.musicreclass.config.MqttConfig;
import io.musicreclass.config.ReclassConfig;
import io.musicreclass.config.VoteConfig;
import io.musicreclass.config.WebConfig;
import io.musicreclass.defaults.DefaultModels;
import io.musicreclass.library.LibraryPaths;
import io.musicreclass.organize.GenreNames;
import io.musicreclass.organize.PathPattern;
import io.musicreclass.players.ConfiguredPlayers;
import io.musicreclass.publish.mqtt.MqttSettings;
import io.musicreclass.vote.VoteRules;
import io.musicreclass.web.PageBase;
import io.musicreclass.web.TrustedProxy;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * All settings, read from the configuration file, the environment and system properties (later
 * sources win), and checked together.
 */
public final class SettingsReader {
  /** All settings interfaces. */
  private static final List<Class<?>> MAPPINGS =
      List.of(
          ReclassConfig.class,
          InboxConfig.class,
          DecodeConfig.class,
          EngineConfig.class,
          VoteConfig.class,
          AfterConfig.class,
          MqttConfig.class,
          WebConfig.class);

  private static final String HOME = "reclass.home";
  private static final Path DEFAULT_HOME = Path.of("./var");

  private static final Pattern UNCONVERTED =
      Pattern.compile("property (\\S+) with the config value \"(.*?)\" threw");
  private static final Pattern ALLOWED = Pattern.compile("allowed values: (\\S+)");

  private final SmallRyeConfig config;
  private final Set<Class<?>> read = new HashSet<>();

  private SettingsReader(SmallRyeConfig config) {
    this.config = config;
  }

  /**
   * Reads and checks the settings.
   *
   * @param root what relative paths in settings start from
   * @param file the configuration file, which may be absent
   * @throws UsageError with all problems, one per line
   */
  static SettingsReader load(
      Path root, Path file, Map<String, String> environment, Map<String, String> system) {
    Map<String, String> written = SettingsFile.read(file);
    UnknownSettings unknown = new UnknownSettings(defaults().keySet());
    List<String> problems = unknown.keys(written, file.toString());
    problems.addAll(unknown.keys(system, "the command line"));
    problems.addAll(unknown.variables(environment));
    SmallRyeConfigBuilder builder =
        new SmallRyeConfigBuilder()
            .withSources(
                new PropertiesConfigSource(unknown.soundKeys(system), "command line", 400),
                new EnvConfigSource(unknown.soundVariables(environment), 300),
                new PropertiesConfigSource(unknown.soundKeys(written), file.toString(), 250))
            .withConverter(Duration.class, 200, new DurationConverter())
            .withValidateUnknown(false);
    SettingsReader settings = new SettingsReader(builder.build());
    for (Class<?> mapping : MAPPINGS) {
      problems.addAll(settings.register(mapping));
    }
    settings.find(VoteConfig.class).map(VoteRules::problems).ifPresent(problems::addAll);
    settings
        .find(MqttConfig.class)
        .map(c -> MqttSettings.problems(c, root))
        .ifPresent(problems::addAll);
    settings
        .find(AfterConfig.class)
        .flatMap(after -> settings.find(InboxConfig.class).map(in -> problems(after, in, root)))
        .ifPresent(problems::addAll);
    settings
        .find(ReclassConfig.class)
        .map(c -> ModelSelection.mistakes(c.stages().orElse(List.of())))
        .ifPresent(problems::addAll);
    settings
        .find(ReclassConfig.class)
        .map(c -> WorkerSettings.problems(c.workers()))
        .ifPresent(problems::addAll);
    settings
        .find(ReclassConfig.class)
        .flatMap(c -> c.models().mirror())
        .flatMap(DefaultModels::unusable)
        .ifPresent(why -> problems.add("reclass.models.mirror: " + why));
    settings
        .find(ReclassConfig.class)
        .map(c -> ConfiguredPlayers.problems(c.players(), root))
        .ifPresent(problems::addAll);
    settings
        .find(WebConfig.class)
        .flatMap(c -> PageBase.problem(c.base()))
        .ifPresent(problems::add);
    settings
        .find(WebConfig.class)
        .flatMap(WebConfig::trustedProxy)
        .flatMap(TrustedProxy::problem)
        .ifPresent(problems::add);
    settings.libraryProblems(root).ifPresent(problems::addAll);
    if (!problems.isEmpty()) {
      throw new UsageError(problems);
    }
    return settings;
  }

  /** Reads the settings of one interface; returns the problems found. */
  private List<String> register(Class<?> mapping) {
    List<String> problems = new ArrayList<>();
    try {
      ConfigMappings.registerConfigMappings(config, Set.of(ConfigClass.configClass(mapping)));
      read.add(mapping);
    } catch (ConfigValidationException e) {
      for (int i = 0; i < e.getProblemCount(); i++) {
        problems.add(plainMessage(e.getProblem(i).getMessage()));
      }
    }
    return problems;
  }

  /** Rewrites SmallRye's message about an invalid value without its internal names. */
  private static String plainMessage(String message) {
    Matcher m = UNCONVERTED.matcher(message);
    if (!m.find()) {
      return message;
    }
    Matcher allowed = ALLOWED.matcher(message);
    String remedy = allowed.find() ? "must be one of " + allowed.group(1) : "has the wrong format";
    return m.group(1) + " is '" + m.group(2) + "': " + remedy + "; see docs/settings.md";
  }

  private <T> Optional<T> find(Class<T> mapping) {
    return read.contains(mapping) ? Optional.of(get(mapping)) : Optional.empty();
  }

  /** The settings of one interface. */
  public <T> T get(Class<T> mapping) {
    return config.getConfigMapping(mapping);
  }

  /** Every key with its default, {@code null} where it has none. */
  static Map<String, String> defaults() {
    Map<String, String> defaults = new TreeMap<>();
    for (Class<?> mapping : MAPPINGS) {
      defaults.putAll(ConfigClass.configClass(mapping).getProperties());
    }
    defaults.keySet().removeIf(key -> key.endsWith("[*]")); // the indexed form of a list
    return defaults;
  }

  /** The value of reclass.home; its default if the settings cannot be read. */
  static Path home(Path file, Map<String, String> environment) {
    try {
      return new SmallRyeConfigBuilder()
          .addDefaultInterceptors()
          .withSources(new PropertiesConfigSource(system(), "command line", 400))
          .withSources(new EnvConfigSource(environment, 300))
          .withSources(new PropertiesConfigSource(SettingsFile.read(file), file.toString(), 250))
          .build()
          .getOptionalValue(HOME, String.class)
          .map(Path::of)
          .orElse(DEFAULT_HOME);
    } catch (IllegalArgumentException | NoSuchElementException e) {
      return DEFAULT_HOME; // reported when all settings are read
    }
  }

  private static Map<String, String> system() {
    String home = System.getProperty(HOME);
    return home == null ? Map.of() : Map.of(HOME, home);
  }

  private static List<String> problems(AfterConfig after, InboxConfig inbox, Path root) {
    List<String> problems =
        new ArrayList<>(PathPattern.problems(after, root, root.resolve(inbox.path()).normalize()));
    problems.addAll(GenreNames.problems(after, root));
    return problems;
  }

  private Optional<List<String>> libraryProblems(Path root) {
    return find(ReclassConfig.class)
        .flatMap(
            reclass ->
                find(InboxConfig.class)
                    .flatMap(
                        inbox ->
                            find(AfterConfig.class)
                                .map(
                                    after ->
                                        LibraryPaths.problems(
                                            reclass.library(), inbox, after, root))));
  }
}
