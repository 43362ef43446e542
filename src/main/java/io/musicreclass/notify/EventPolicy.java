package io.musicreclass.notify;

import io.musicreclass.ledger.Ledger;
import io.musicreclass.ledger.db.LedgerException;
import io.musicreclass.ledger.rows.HistoryFilter;
import io.musicreclass.ledger.rows.Job;
import io.musicreclass.publish.Messages;
import io.musicreclass.track.BatchSummary;
import io.musicreclass.track.ClassifiedTrack;
import io.musicreclass.track.ClassifiedTrack.Origin;
import io.musicreclass.track.FailureReason;
import io.musicreclass.track.OutboxMessage;
import io.musicreclass.track.TrackId;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Knows what the world is owed for what has become of a song, and what is no news to it. */
public final class EventPolicy {
  /** Between two verdicts told as the newest one, but for the inbox: who shows it has eyes only. */
  private static final Duration REST = Duration.ofSeconds(10);

  private static final HistoryFilter NEWEST = HistoryFilter.decided(null, null, null);

  private final Ledger ledger;
  private final Messages messages;
  private final Clock clock;
  private Instant lastTold = Instant.MIN;

  public EventPolicy(Ledger ledger, Messages messages, Clock clock) {
    this.ledger = ledger;
    this.messages = messages;
    this.clock = clock;
  }

  /** For a verdict; nothing when it only confirms the one that stands. */
  public List<OutboxMessage> verdict(ClassifiedTrack receipt) {
    Optional<ClassifiedTrack> standing = ledger.verdict(receipt.id());
    return standing.map(receipt::isUpdateOf).orElse(true)
        ? messages.classified(receipt, isLastDue(receipt.origin()))
        : List.of();
  }

  /** For a verdict of a re-vote, one of many; see {@link #newest}. */
  public List<OutboxMessage> revoted(ClassifiedTrack before, ClassifiedTrack now) {
    return now.isUpdateOf(before) ? messages.classified(now, false) : List.of();
  }

  /** For the newest of many verdicts that were told already. */
  public List<OutboxMessage> newest(ClassifiedTrack receipt) {
    return isLastDue(receipt.origin()) ? List.of(messages.last(receipt)) : List.of();
  }

  /** For a person's word on a song, or its withdrawal. */
  public List<OutboxMessage> corrected(ClassifiedTrack receipt) {
    return messages.classified(receipt, isLastDue(receipt.origin()));
  }

  /** The newest verdict, for a world that may have lost it; empty when there is none. */
  public Optional<OutboxMessage> standing() {
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

  public List<OutboxMessage> failed(Job job, FailureReason why) {
    return messages.failed(job.path(), job.origin(), why.reason(), why.remedy(), clock.instant());
  }

  public List<OutboxMessage> duplicate(Job job, Path of, TrackId id) {
    String genre = ledger.verdict(id).map(receipt -> receipt.verdict().genre()).orElse(null);
    return messages.duplicate(job.path(), job.origin(), of, id, genre, clock.instant());
  }

  /** Tells of the files that nobody is told of one by one, once the last of them has ended. */
  public void tellBatches() {
    for (BatchSummary batch : ledger.reviews().endedBatches()) {
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
