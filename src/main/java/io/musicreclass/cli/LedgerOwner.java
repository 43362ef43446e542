package io.musicreclass.cli;

import io.musicreclass.config.Settings;
import io.musicreclass.daemon.LedgerOpener;
import io.musicreclass.ledger.Ledger;
import io.musicreclass.ledger.db.LedgerInUseException;
import java.io.IOException;

/**
 * Makes a change through the daemon that owns the ledger or, if none runs, in the ledger directly.
 */
final class LedgerOwner {
  /** The change made in the ledger; returns the exit status. */
  interface LocalChange {
    int change(Ledger ledger) throws IOException;
  }

  /** The change requested from the daemon; returns the exit status. */
  interface RemoteChange {
    int change(DaemonClient daemon) throws IOException;
  }

  private LedgerOwner() {}

  static int change(Settings setup, LocalChange local, RemoteChange remote) throws IOException {
    try (Ledger ledger = LedgerOpener.open(setup)) {
      return local.change(ledger);
    } catch (LedgerInUseException e) {
      String absent =
          e.getMessage()
              + ".\nIf another command is using it, wait until that has finished. If it is the daemon, check quarkus.http.host and quarkus.http.port";
      return remote.change(DaemonClient.of(setup, absent));
    }
  }
}
