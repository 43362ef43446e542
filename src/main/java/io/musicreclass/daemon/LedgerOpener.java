package io.musicreclass.daemon;

import io.musicreclass.config.Settings;
import io.musicreclass.ledger.Ledger;
import io.musicreclass.models.Card;
import io.musicreclass.problems.Problems;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** Opens the ledger that the settings name. */
public final class LedgerOpener {
  private static final Logger LOG = Logger.getLogger(LedgerOpener.class);

  /**
   * Models imported within the last day do not prove earlier use: they may belong to the first
   * start.
   */
  private static final Duration RECENT = Duration.ofDays(1);

  private LedgerOpener() {}

  /**
   * Opens it exclusively, for a short-lived command.
   *
   * @throws io.musicreclass.ledger.db.LedgerException when it cannot be opened; the message has the
   *     reason and the remedy
   */
  public static Ledger open(Settings settings) {
    return open(settings, new Problems());
  }

  /**
   * Opens it exclusively. If the ledger is not in the state in which it was left, this is logged
   * and remains a problem until the next start.
   *
   * @param problems also receives failures to read or write the ledger later on
   * @throws io.musicreclass.ledger.db.LedgerException when it cannot be opened; the message has the
   *     reason and the remedy
   */
  static Ledger open(Settings settings, Problems problems) {
    Ledger ledger =
        Ledger.open(
            settings.home(), settings.backups(), earlierUse(settings, Clock.systemUTC()), problems);
    ledger
        .maintenance()
        .notice()
        .ifPresent(
            notice -> {
              LOG.error(notice);
              problems.source().report(notice);
            });
    return ledger;
  }

  /** Evidence outside the ledger that this is not the first start; empty if there is none. */
  static Optional<String> earlierUse(Settings settings, Clock clock) {
    Instant yesterday = clock.instant().minus(RECENT);
    return settings.store().list().stream()
        .map(model -> model.card())
        .filter(card -> !card.bundled())
        .map(Card::at)
        .flatMap(Stream::ofNullable)
        .filter(at -> at.isBefore(yesterday))
        .min(Instant::compareTo)
        .map(at -> "models were imported on " + LocalDate.ofInstant(at, ZoneId.systemDefault()));
  }
}
