package io.musicreclass.daemon;

import io.musicreclass.ledger.Ledger;
import io.musicreclass.ledger.Views;
import io.musicreclass.ledger.db.LedgerException;
import io.musicreclass.ledger.rows.Job;
import io.musicreclass.ledger.rows.Urgency;
import io.musicreclass.library.LibraryHours;
import java.time.LocalTime;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The songs in the ledger's queue.
 *
 * @param order claims the next song
 * @param urgency which songs may be claimed now
 */
record QueuedSongs(Ledger ledger, Supplier<Optional<Job>> order, Supplier<Urgency> urgency)
    implements Workers.Songs {
  @Override
  public Optional<Job> next() {
    return order.get();
  }

  @Override
  public Optional<Job> nextOfInbox() {
    return ledger.queue().claim("", Urgency.INBOX);
  }

  @Override
  public boolean hasWaitingInboxFile() {
    return ledger.libraryQueue().hasWaitingInboxFile();
  }

  @Override
  public boolean hasSeveral() {
    return ledger.views().waiting(2, urgency.get()) > 1;
  }

  /** Which songs may be claimed now. */
  static Urgency urgency(LibraryHours hours) {
    return hours.areNow() ? Urgency.ANY : Urgency.REQUESTED;
  }

  /** Whether there are songs to classify now. */
  static boolean isWorking(LibraryHours hours, Views views) {
    try {
      return views.stats().unfinished() > 0 && views.waiting(1, urgency(hours)) > 0;
    } catch (LedgerException e) {
      return false; // reported as a problem
    }
  }

  /** When songs that wait for their hours will be claimed; empty if there are none. */
  static Optional<LocalTime> waitUntil(LibraryHours hours, Views views) {
    return hours.waitsUntil().filter(time -> hasOthers(views));
  }

  private static boolean hasOthers(Views views) {
    try {
      int urgent = views.waiting(Integer.MAX_VALUE - 1, Urgency.REQUESTED);
      return views.waiting(urgent + 1, Urgency.ANY) > urgent;
    } catch (LedgerException e) {
      return false; // reported as a problem
    }
  }
}
