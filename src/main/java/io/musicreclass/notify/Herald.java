package io.musicreclass.notify;

import io.musicreclass.ledger.Ledger;
import io.musicreclass.ledger.db.LedgerException;
import io.musicreclass.ledger.rows.Filter;
import io.musicreclass.ledger.rows.Job;
import io.musicreclass.publish.Messages;
import io.musicreclass.track.Batch;
import io.musicreclass.track.Failed;
import io.musicreclass.track.Letter;
import io.musicreclass.track.Receipt;
import io.musicreclass.track.Receipt.Origin;
import io.musicreclass.track.TrackId;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Knows what the world is owed for what has become of a song, and what is no news to it. */
public final class Herald {
  /** Between two verdicts told as the newest one, but for the inbox: who shows it has eyes only. */
  private static final Duration REST = Duration.ofSeconds(10);

  private static final Filter NEWEST = Filter.decided(null, null, null);

  private final Ledger ledger;
  private final Messages messages;
  private final Clock clock;
  private Instant lastTold = Instant.MIN;

  public Herald(Ledger ledger, Messages messages, Clock clock) {
    this.ledger = ledger;
    this.messages = messages;
    this.clock = clock;
  }

  /** For a verdict; nothing when it only confirms the one that stands. */
  public List<Letter> verdict(Receipt receipt) {
    Optional<Receipt> standing = ledger.verdict(receipt.id());
    return standing.map(receipt::isNewsAfter).orElse(true)
        ? messages.classified(receipt, isLastDue(receipt.origin()))
        : List.of();
  }

  /** For a verdict of a re-vote, one of many; see {@link #newest}. */
  public List<Letter> revoted(Receipt before, Receipt now) {
    return now.isNewsAfter(before) ? messages.classified(now, false) : List.of();
  }

  /** For the newest of many verdicts that were told already. */
  public List<Letter> newest(Receipt receipt) {
    return isLastDue(receipt.origin()) ? List.of(messages.last(receipt)) : List.of();
  }

  /** For a person's word on a song, or its withdrawal. */
  public List<Letter> corrected(Receipt receipt) {
    return messages.classified(receipt, isLastDue(receipt.origin()));
  }

  /** The newest verdict, for a world that may have lost it; empty when there is none. */
  public Optional<Letter> standing() {
    try {
      return ledger.tracks(NEWEST, Long.MAX_VALUE, 1).stream()
          .flatMap(row -> Optional.ofNullable(row.id()).stream())
          .findFirst()
          .flatMap(ledger::verdict)
          .map(messages::last);
    } catch (LedgerException e) {
      return Optional.empty(); // what the broker keeps of it stays
    }
  }

  public List<Letter> failed(Job job, Failed why) {
    return messages.failed(job.path(), job.origin(), why.reason(), why.mend(), clock.instant());
  }

  public List<Letter> duplicate(Job job, Path of, TrackId id) {
    String genre = ledger.verdict(id).map(receipt -> receipt.verdict().genre()).orElse(null);
    return messages.duplicate(job.path(), job.origin(), of, id, genre, clock.instant());
  }

  /** Tells of the files that nobody is told of one by one, once the last of them has ended. */
  public void tellBatches() {
    for (Batch batch : ledger.reviews().endedBatches()) {
      ledger.reviews().tell(batch, List.of(messages.batchDone(batch, clock.instant())));
    }
  }

  private synchronized boolean isLastDue(Origin origin) {
    Instant now = clock.instant();
    if (origin != Origin.INBOX && now.isBefore(lastTold.plus(REST))) {
      return false;
    }
    lastTold = now;
    return true;
  }
}
