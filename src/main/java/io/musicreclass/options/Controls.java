package io.musicreclass.options;

import io.musicreclass.config.AfterConfig;
import io.musicreclass.config.Setup;
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
public final class Controls {
  private static final Logger LOG = Logger.getLogger(Controls.class);

  private final Ledger ledger;
  private final VoteRules configuredRules;
  private final Map<Option, String> configured = new EnumMap<>(Option.class);
  private final Map<Option, String> values = new EnumMap<>(Option.class); // guarded by this
  private final List<Consumer<Option>> listeners = new CopyOnWriteArrayList<>();

  /**
   * @param rules as configured
   * @param writeTags as configured
   */
  Controls(Ledger ledger, VoteRules rules, boolean writeTags) {
    this.ledger = ledger;
    this.configuredRules = rules;
    configured.put(Option.PAUSE, Option.OFF);
    configured.put(Option.WRITE_TAGS, writeTags ? Option.ON : Option.OFF);
    configured.put(Option.THRESHOLD_1, Option.share(rules.thresholds().get(0)));
    configured.put(Option.THRESHOLD_2, Option.share(rules.thresholds().get(1)));
    configured.put(Option.SURE, Option.share(rules.sure()));
    configured.forEach(
        (option, value) ->
            values.put(option, ledger.choice(option.toString(), value).orElse(value)));
  }

  /** What was configured, and chosen since. */
  public static Controls of(Setup setup, Ledger ledger) {
    boolean writeTags = setup.after().tag() != AfterConfig.Tag.OFF;
    return new Controls(ledger, VoteRules.of(setup.vote()), writeTags);
  }

  /** The settings with what was chosen while the daemon ran. */
  public Setup applyTo(Setup setup) {
    return new Setup(
        setup.root(),
        setup.reclass(),
        setup.inbox(),
        setup.decode(),
        setup.engine(),
        new ChosenVote(setup.vote(), this),
        new ChosenAfter(setup.after(), this),
        setup.mqtt());
  }

  /** How an option stands: {@code ON}, {@code OFF}, or a decimal. */
  public synchronized String value(Option option) {
    return String.valueOf(values.get(option));
  }

  public boolean paused() {
    return value(Option.PAUSE).equals(Option.ON);
  }

  public boolean writeTags() {
    return value(Option.WRITE_TAGS).equals(Option.ON);
  }

  /** The rules of the vote, as they are now. */
  public synchronized VoteRules rules() {
    return new VoteRules(
        configuredRules.rule(),
        List.of(share(Option.THRESHOLD_1), share(Option.THRESHOLD_2)),
        configuredRules.weights(),
        share(Option.SURE));
  }

  private double share(Option option) {
    return Double.parseDouble(value(option));
  }

  /**
   * Changes an option, at once and for the next start, too.
   *
   * @return false when that is no value of this option; nothing has changed then
   * @throws io.musicreclass.ledger.db.LedgerException when it cannot be kept; nothing has changed
   *     then
   */
  public boolean set(Option option, String written) {
    Optional<String> value = option.value(written);
    if (value.isEmpty()) {
      return false;
    }
    synchronized (this) {
      ledger.choose(option.toString(), value.get(), String.valueOf(configured.get(option)));
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
  public void onChange(Consumer<Option> listener) {
    listeners.add(listener);
  }
}
