package io.musicreclass.notify;

import io.musicreclass.ledger.Ledger;
import io.musicreclass.ledger.db.LedgerException;
import io.musicreclass.ledger.rows.HistoryFilter;
import io.musicreclass.ledger.rows.Job;
import io.musicreclass.track.BatchSummary;
import io.musicreclass.track.ClassifiedTrack;
import io.musicreclass.track.FailureReason;
import io.musicreclass.track.OutboxMessage;
import io.musicreclass.track.TrackId;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Decides which changes are reported, and collects the messages of all sinks for them. */
public final class EventPolicy {
  private static final HistoryFilter NEWEST = HistoryFilter.decided(null, null, null);

  private final Ledger ledger;
  private final List<Sink> sinks;
  private final Clock clock;

  public EventPolicy(Ledger ledger, List<Sink> sinks, Clock clock) {
    this.ledger = ledger;
    this.sinks = List.copyOf(sinks);
    this.clock = clock;
  }

  /** The messages for a verdict; none if it only confirms the current one. */
  public List<OutboxMessage> verdict(ClassifiedTrack track) {
    Optional<ClassifiedTrack> current = ledger.tracks().verdict(track.id());
    return current.map(track::isUpdateOf).orElse(true)
        ? messages(new Event.Classified(track))
        : List.of();
  }

  /** The messages for one verdict of a re-vote; see also {@link #revoteEnded}. */
  public List<OutboxMessage> revoted(ClassifiedTrack before, ClassifiedTrack after) {
    return after.isUpdateOf(before) ? messages(new Event.Revoted(after)) : List.of();
  }

  /** The messages at the end of a re-vote, for the newest verdict, which was already reported. */
  public List<OutboxMessage> revoteEnded(ClassifiedTrack track) {
    return messages(new Event.RevoteEnded(track));
  }

  /** The messages for a correction or its withdrawal. */
  public List<OutboxMessage> corrected(ClassifiedTrack track) {
    return messages(new Event.Corrected(track));
  }

  /** The newest verdict; empty if there is none or it cannot be read. */
  public Optional<ClassifiedTrack> latestVerdict() {
    try {
      return ledger.views().history(NEWEST, Long.MAX_VALUE, 1).stream()
          .flatMap(row -> Optional.ofNullable(row.id()).stream())
          .findFirst()
          .flatMap(ledger.tracks()::verdict);
    } catch (LedgerException e) {
      return Optional.empty();
    }
  }

  /** The messages for a file that could not be classified. */
  public List<OutboxMessage> failed(Job job, FailureReason why) {
    return messages(new Event.Failed(job.path(), job.origin(), why, clock.instant()));
  }

  /**
   * The messages for a file with the same audio as another.
   *
   * @param original the file that has the verdict
   */
  public List<OutboxMessage> duplicate(Job job, Path original, TrackId id) {
    Optional<String> genre = ledger.tracks().verdict(id).map(track -> track.verdict().genre());
    return messages(
        new Event.Duplicate(job.path(), job.origin(), original, id, genre, clock.instant()));
  }

  /** Reports the batches whose last file has been processed. */
  public void reportBatches() {
    for (BatchSummary batch : ledger.reviews().endedBatches()) {
      ledger.reviews().report(batch, messages(new Event.BatchDone(batch, clock.instant())));
    }
  }

  private List<OutboxMessage> messages(Event event) {
    return sinks.stream()
        .flatMap(sink -> sink.messages(event).stream().map(message -> message.to(sink.name())))
        .toList();
  }
}
