package io.musicreclass.daemon;

import io.musicreclass.ledger.Ledger;
import io.musicreclass.ledger.rows.Job;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The songs in the ledger's queue.
 *
 * @param order claims the next song
 */
record QueuedSongs(Ledger ledger, Supplier<Optional<Job>> order) implements Workers.Songs {
  @Override
  public Optional<Job> next() {
    return order.get();
  }

  @Override
  public Optional<Job> nextOfInbox() {
    return ledger.queue().claim("", true);
  }

  @Override
  public boolean hasWaitingInboxFile() {
    return ledger.libraryQueue().hasWaitingInboxFile();
  }

  @Override
  public boolean hasSeveral() {
    return ledger.views().waiting(2) > 1;
  }
}
