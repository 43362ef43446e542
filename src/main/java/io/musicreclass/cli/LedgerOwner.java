package io.musicreclass.cli;

import io.musicreclass.config.Settings;
import io.musicreclass.daemon.LedgerOpener;
import io.musicreclass.ledger.Ledger;
import io.musicreclass.ledger.db.LedgerInUseException;
import java.io.IOException;

/**
 * Changes what is known where it is kept: by the daemon that owns the ledger, or, when none runs,
 * in the ledger itself.
 */
final class LedgerOwner {
  /** The change, made in the ledger; gives the exit status. */
  interface Here {
    int change(Ledger ledger) throws IOException;
  }

  /** The change, asked of the daemon; gives the exit status. */
  interface There {
    int change(DaemonClient daemon) throws IOException;
  }

  private LedgerOwner() {}

  static int change(Settings setup, Here here, There there) throws IOException {
    try (Ledger ledger = LedgerOpener.open(setup)) {
      return here.change(ledger);
    } catch (LedgerInUseException e) {
      String absent =
          e.getMessage()
              + ".\nIs it another command? Then wait until it has ended. Is it the daemon? Then"
              + " check quarkus.http.host and quarkus.http.port";
      return there.change(DaemonClient.of(setup, absent));
    }
  }
}
