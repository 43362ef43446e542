package io.musicreclass.options;

import io.musicreclass.config.AfterConfig;
import io.musicreclass.config.Settings;
import io.musicreclass.ledger.Ledger;
import io.musicreclass.vote.VoteRules;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * What can be changed while the daemon runs. A choice is kept in the ledger and holds over restarts
 * until the configured value changes. May be used by many threads.
 */
public final class RuntimeOptions {
  private static final Logger LOG = Logger.getLogger(RuntimeOptions.class);

  private final Ledger ledger;
  private final VoteRules configuredRules;
  private final Map<RuntimeOption, String> configured = new EnumMap<>(RuntimeOption.class);
  private final Map<RuntimeOption, String> values =
      new EnumMap<>(RuntimeOption.class); // guarded by this
  private final List<Consumer<RuntimeOption>> listeners = new CopyOnWriteArrayList<>();

  /**
   * @param rules as configured
   * @param writeTags as configured
   */
  RuntimeOptions(Ledger ledger, VoteRules rules, boolean writeTags) {
    this.ledger = ledger;
    this.configuredRules = rules;
    configured.put(RuntimeOption.PAUSE, RuntimeOption.OFF);
    configured.put(RuntimeOption.WRITE_TAGS, writeTags ? RuntimeOption.ON : RuntimeOption.OFF);
    configured.put(RuntimeOption.THRESHOLD_1, RuntimeOption.share(rules.thresholds().get(0)));
    configured.put(RuntimeOption.THRESHOLD_2, RuntimeOption.share(rules.thresholds().get(1)));
    configured.put(RuntimeOption.SURE, RuntimeOption.share(rules.sure()));
    configured.forEach(
        (option, value) ->
            values.put(option, ledger.options().choice(option.toString(), value).orElse(value)));
  }

  /** What was configured, and chosen since. */
  public static RuntimeOptions of(Settings setup, Ledger ledger) {
    boolean writeTags = setup.after().tag() != AfterConfig.Tag.OFF;
    return new RuntimeOptions(ledger, VoteRules.of(setup.vote()), writeTags);
  }

  /** The settings with what was chosen while the daemon ran. */
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

  /** How an option stands: {@code ON}, {@code OFF}, or a decimal. */
  public synchronized String value(RuntimeOption option) {
    return String.valueOf(values.get(option));
  }

  public boolean paused() {
    return value(RuntimeOption.PAUSE).equals(RuntimeOption.ON);
  }

  public boolean writeTags() {
    return value(RuntimeOption.WRITE_TAGS).equals(RuntimeOption.ON);
  }

  /** The rules of the vote, as they are now. */
  public synchronized VoteRules rules() {
    return new VoteRules(
        configuredRules.rule(),
        List.of(share(RuntimeOption.THRESHOLD_1), share(RuntimeOption.THRESHOLD_2)),
        configuredRules.weights(),
        share(RuntimeOption.SURE));
  }

  private double share(RuntimeOption option) {
    return Double.parseDouble(value(option));
  }

  /**
   * Changes an option, at once and for the next start, too.
   *
   * @return false when that is no value of this option; nothing has changed then
   * @throws io.musicreclass.ledger.db.LedgerException when it cannot be kept; nothing has changed
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
    LOG.infof("Changed: %s=%s", option, value.get());
    listeners.forEach(listener -> listener.accept(option));
    return true;
  }

  /**
   * Calls this after each change, on the thread that made it; of two changes at the same time the
   * later one's value is seen by both calls.
   */
  public void onChange(Consumer<RuntimeOption> listener) {
    listeners.add(listener);
  }
}
