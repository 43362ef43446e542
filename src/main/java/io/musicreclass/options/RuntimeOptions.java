package io.musicreclass.options;

import io.musicreclass.config.AfterConfig;
import io.musicreclass.config.Settings;
import io.musicreclass.ledger.Ledger;
import io.musicreclass.vote.VoteRules;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * The options that can be changed at run time. A change is stored in the ledger and survives
 * restarts until the configured value changes. Thread-safe.
 */
public final class RuntimeOptions {
  private static final Logger LOG = Logger.getLogger(RuntimeOptions.class);

  /** The number of stages whose thresholds every earlier version announced. */
  private static final int ALWAYS_ANNOUNCED = 3;

  /** The name under which the ledger stores the largest number of stages announced so far. */
  private static final String ANNOUNCED_STAGES = "announced_stages";

  private final Ledger ledger;
  private final int stages;
  private final int thresholds;
  private final VoteRules configuredRules;
  private final Map<RuntimeOption, String> configured = new LinkedHashMap<>();
  private final Map<RuntimeOption, String> values = new LinkedHashMap<>(); // guarded by this
  private final List<Consumer<RuntimeOption>> listeners = new CopyOnWriteArrayList<>();

  /**
   * @param rules as configured
   * @param stages how many are installed
   * @param writeTags as configured
   */
  RuntimeOptions(Ledger ledger, VoteRules rules, int stages, boolean writeTags) {
    this.ledger = ledger;
    this.stages = stages;
    this.thresholds = Math.max(Math.max(stages, ALWAYS_ANNOUNCED) - 1, rules.thresholds().size());
    this.configuredRules = rules;
    configured.put(RuntimeOption.PAUSE, RuntimeOption.OFF);
    configured.put(RuntimeOption.WRITE_TAGS, writeTags ? RuntimeOption.ON : RuntimeOption.OFF);
    for (int position = 1; position <= thresholds; position++) {
      configured.put(
          RuntimeOption.threshold(position), RuntimeOption.share(rules.threshold(position)));
    }
    configured.put(RuntimeOption.SURE, RuntimeOption.share(rules.sure()));
    configured.forEach(
        (option, value) ->
            values.put(option, ledger.options().choice(option.toString(), value).orElse(value)));
  }

  /**
   * The configured values with the changes stored since.
   *
   * @param stages how many are installed
   * @param configured the rules of the vote as configured
   */
  public static RuntimeOptions of(Settings setup, Ledger ledger, int stages, VoteRules configured) {
    boolean writeTags = setup.after().tag() != AfterConfig.Tag.OFF;
    return new RuntimeOptions(ledger, configured, stages, writeTags);
  }

  /** The options that have an effect with the stages installed, in order. */
  public List<RuntimeOption> inEffect() {
    return Stream.of(
            Stream.of(RuntimeOption.PAUSE, RuntimeOption.WRITE_TAGS),
            thresholds(1, stages),
            Stream.of(RuntimeOption.SURE))
        .flatMap(options -> options)
        .toList();
  }

  /** The option of that name, if it has an effect with the stages installed. */
  public Optional<RuntimeOption> find(String name) {
    return inEffect().stream().filter(option -> option.name().equals(name)).findFirst();
  }

  /** Thresholds that were announced when there were more stages. */
  public List<RuntimeOption> vanished() {
    return thresholds(stages, announcedStages()).toList();
  }

  /** The thresholds in effect, in stage order: one less than there are stages. */
  public List<Double> thresholds() {
    return thresholds(1, stages).map(this::share).toList();
  }

  private static Stream<RuntimeOption> thresholds(int from, int end) {
    return IntStream.range(from, end).mapToObj(RuntimeOption::threshold);
  }

  /**
   * The largest number of stages announced so far, including the current one, which is stored.
   *
   * @throws io.musicreclass.ledger.db.LedgerException when they cannot be stored
   */
  public int announcedStages() {
    int before =
        ledger
            .options()
            .choice(ANNOUNCED_STAGES, "")
            .map(Integer::parseInt)
            .orElse(ALWAYS_ANNOUNCED);
    if (stages > before) {
      ledger.options().choose(ANNOUNCED_STAGES, String.valueOf(stages), "");
    }
    return Math.max(stages, before);
  }

  /** The settings with the options changed at run time. */
  public Settings applyTo(Settings setup) {
    return new Settings(
        setup.root(),
        setup.reclass(),
        setup.inbox(),
        setup.decode(),
        setup.engine(),
        new EffectiveVoteConfig(setup.vote(), this),
        new EffectiveAfterConfig(setup.after(), this),
        setup.mqtt());
  }

  /** The value in force: {@code ON}, {@code OFF} or a decimal number. */
  public synchronized String value(RuntimeOption option) {
    return String.valueOf(values.get(option));
  }

  public boolean paused() {
    return value(RuntimeOption.PAUSE).equals(RuntimeOption.ON);
  }

  public boolean writeTags() {
    return value(RuntimeOption.WRITE_TAGS).equals(RuntimeOption.ON);
  }

  /** The rules of the vote in force. */
  public synchronized VoteRules rules() {
    return configuredRules.with(
        thresholds(1, thresholds + 1).map(this::share).toList(), share(RuntimeOption.SURE));
  }

  private double share(RuntimeOption option) {
    return Double.parseDouble(value(option));
  }

  /**
   * Changes an option, at once and for later starts.
   *
   * @return false when the value is invalid; nothing has changed then
   * @throws io.musicreclass.ledger.db.LedgerException when it cannot be stored; nothing has changed
   *     then
   */
  public boolean set(RuntimeOption option, String written) {
    Optional<String> value = option.value(written);
    if (value.isEmpty()) {
      return false;
    }
    synchronized (this) {
      ledger
          .options()
          .choose(option.toString(), value.get(), String.valueOf(configured.get(option)));
      values.put(option, value.get());
    }
    LOG.infof("Changed option %s=%s", option, value.get());
    listeners.forEach(listener -> listener.accept(option));
    return true;
  }

  /**
   * Registers a listener, called after each change on the thread that made it. Of two simultaneous
   * changes, both calls may see the later value.
   */
  public void onChange(Consumer<RuntimeOption> listener) {
    listeners.add(listener);
  }
}
