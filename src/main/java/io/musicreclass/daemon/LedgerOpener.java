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

/** Opens the ledger of the settings. */
public final class LedgerOpener {
  private static final Logger LOG = Logger.getLogger(LedgerOpener.class);

  /** Models are also imported on the day of the first start. */
  private static final Duration RECENT = Duration.ofDays(1);

  private LedgerOpener() {}

  /**
   * Opens it as its one owner, for a command that ends soon.
   *
   * @throws io.musicreclass.ledger.db.LedgerException when it cannot be opened; says why, and the
   *     mend
   */
  public static Ledger open(Settings setup) {
    return open(setup, new Problems());
  }

  /**
   * Opens it as its one owner. What is not as it was left is logged, and stays a problem until the
   * next start.
   *
   * @param problems is also told while the ledger cannot be read or written
   * @throws io.musicreclass.ledger.db.LedgerException when it cannot be opened; says why, and the
   *     mend
   */
  static Ledger open(Settings setup, Problems problems) {
    Ledger ledger =
        Ledger.open(setup.home(), setup.backups(), earlierUse(setup, Clock.systemUTC()), problems);
    ledger
        .upkeep()
        .notice()
        .ifPresent(
            notice -> {
              LOG.error(notice);
              problems.source().report(notice);
            });
    return ledger;
  }

  /** What says that this is not the first start, beside the ledger. */
  static Optional<String> earlierUse(Settings setup, Clock clock) {
    Instant yesterday = clock.instant().minus(RECENT);
    return setup.store().list().stream()
        .map(model -> model.card())
        .filter(card -> !card.bundled())
        .map(Card::at)
        .flatMap(Stream::ofNullable)
        .filter(at -> at.isBefore(yesterday))
        .min(Instant::compareTo)
        .map(at -> "models were imported on " + LocalDate.ofInstant(at, ZoneId.systemDefault()));
  }
}
