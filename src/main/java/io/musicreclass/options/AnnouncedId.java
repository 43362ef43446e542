package io.musicreclass.options;

import io.musicreclass.ledger.Ledger;
import io.musicreclass.ledger.db.LedgerException;
import io.musicreclass.ledger.rows.FileState;
import io.musicreclass.ledger.rows.LedgerStats;
import io.musicreclass.publish.homeassistant.Discovery;
import java.util.Arrays;
import java.util.Optional;

/**
 * The id below which a node has announced itself to Home Assistant, as the ledger remembers it. A
 * ledger that was in use before it remembered that used the former one.
 */
public final class AnnouncedId {
  private static final String OPTION = "discovery_id";

  /** A new ledger: what the broker retains decides. */
  private static final String UNKNOWN = "";

  private final Ledger ledger;
  private final String node;

  public AnnouncedId(Ledger ledger, String node) {
    this.ledger = ledger;
    this.node = node;
  }

  /** The id; empty if the ledger is new and the broker has to be asked. */
  public Optional<String> current() {
    Optional<String> stored = ledger.options().choice(OPTION, node);
    if (stored.isEmpty()) {
      stored = Optional.of(isUsed() ? Discovery.formerId(node) : UNKNOWN);
      try {
        set(stored.get()); // now, because a new ledger is in use before it finds a broker
      } catch (LedgerException e) {
        // the ledger reports it as a problem
      }
    }
    return stored.filter(id -> !id.equals(UNKNOWN));
  }

  private boolean isUsed() {
    LedgerStats counts = ledger.views().stats();
    return counts.tracks() > 0
        || Arrays.stream(FileState.values()).anyMatch(state -> counts.files(state) > 0);
  }

  /** Remembers the id for later starts. */
  public void set(String id) {
    ledger.options().choose(OPTION, id, node);
  }

  /** The node was removed from Home Assistant: from now on it uses the present id. */
  public void forget() {
    set(Discovery.id(node));
  }
}
