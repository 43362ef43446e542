package io.musicreclass.ledger;

import io.musicreclass.ledger.db.SqlSession;
import io.musicreclass.ledger.listing.Listing;
import io.musicreclass.ledger.rows.Charts;
import io.musicreclass.ledger.rows.FileRow;
import io.musicreclass.ledger.rows.FileState;
import io.musicreclass.ledger.rows.HistoryFilter;
import io.musicreclass.ledger.rows.HistoryOrder;
import io.musicreclass.ledger.rows.LedgerStats;
import io.musicreclass.ledger.rows.SongGroup;
import io.musicreclass.ledger.rows.TrackRow;
import io.musicreclass.ledger.rows.TrackView;
import io.musicreclass.ledger.rows.Urgency;
import io.musicreclass.ledger.sql.Columns;
import io.musicreclass.track.ClassifiedTrack;
import io.musicreclass.track.SongFile;
import io.musicreclass.track.TrackId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One song, one file, pages of the history, and the counts of all. A part of the {@link Ledger},
 * with its guarantees.
 */
public final class Views {
  private final SqlSession reader;
  private final @Nullable SqlSession writer;
  private volatile @Nullable KnownStats known;

  /** Counts, and the {@link Ledger#revision} that they are of. */
  private record KnownStats(long revision, LedgerStats stats) {}

  /**
   * @param writer null if another process owns the ledger
   */
  Views(SqlSession reader, @Nullable SqlSession writer) {
    this.reader = reader;
    this.writer = writer;
  }

  /**
   * A page of the history, newest first.
   *
   * @param beforeSeq {@link TrackRow#seq} of the last row of the page before, Long.MAX_VALUE for
   *     the first page
   */
  public List<TrackRow> history(HistoryFilter filter, long beforeSeq, int limit) {
    return history(
        filter, HistoryOrder.NEWEST_FIRST, new HistoryOrder.Position(beforeSeq, null), limit);
  }

  /**
   * A page of the history. While files are {@link #unlisted}, a search, another order than newest
   * first, or a condition on files may miss them.
   *
   * @param after the last row of the page before; null for the first page
   * @throws IllegalArgumentException if the position is not one of this order
   */
  public List<TrackRow> history(
      HistoryFilter filter, HistoryOrder order, HistoryOrder.@Nullable Position after, int limit) {
    if (History.isListed(filter, order)) {
      Listing.updateLatest(reader, writer);
    }
    return History.page(reader, filter, order, after, limit);
  }

  /** A page of albums or artists, by name; see {@link Listing#groups}. */
  public List<SongGroup> groups(SongGroup.By by, @Nullable String after, int limit) {
    Listing.updateLatest(reader, writer);
    return Listing.groups(reader, by, after, limit);
  }

  /** Number of files and verdicts that are not listed yet. */
  public int unlisted() {
    return Listing.missing(reader);
  }

  /** Everything stored for a song. */
  public Optional<TrackView> track(TrackId anyId) {
    TrackId id = FormerIds.current(reader, anyId);
    Optional<ClassifiedTrack> voteDetails = VerdictRepository.of(reader, id);
    List<Path> paths =
        reader.list(
            row -> SongFile.path(row.getBytes(1)),
            "SELECT path FROM files JOIN tracks t ON t.key = track WHERE t.id = ?"
                + " ORDER BY seq DESC",
            id.value());
    return reader.first(
        row ->
            new TrackView(
                id,
                row.getDouble("seconds"),
                row.getString("codec"),
                row.getInt("sample_rate"),
                row.getInt("channels"),
                Columns.instant(row.getLong("first_seen")),
                voteDetails.orElse(null),
                StageResults.of(reader, id),
                paths),
        "SELECT seconds, codec, sample_rate, channels, first_seen FROM tracks WHERE id = ?",
        id.value());
  }

  /** The files of a song as they were last seen, the latest first. */
  public List<SongFile> files(TrackId anyId) {
    return reader.list(
        Columns::file,
        "SELECT path, inode, size, mtime FROM files JOIN tracks t ON t.key = track"
            + " WHERE t.id = ? ORDER BY seq DESC",
        FormerIds.current(reader, anyId).value());
  }

  /** Everything stored for a file. */
  public Optional<FileRow> file(Path path) {
    return reader.first(
        row -> Columns.fileRow(row, id -> StageResults.of(reader, id)),
        "SELECT path, inode, size, mtime, origin, state, attempts, crashes, reason, mend,"
            + " retry_on_sight, failed_stage, not_before, t.id AS track_id, at"
            + " FROM files LEFT JOIN tracks t ON t.key = track WHERE path = ?",
        SongFile.bytes(path.toAbsolutePath()));
  }

  /** Counts of everything; read again only after a change. */
  public LedgerStats stats() {
    if (writer == null) {
      return readStats();
    }
    long revision = writer.revision();
    KnownStats latest = known;
    if (latest == null || latest.revision() != revision) {
      latest = new KnownStats(revision, readStats());
      known = latest;
    }
    return latest.stats();
  }

  private LedgerStats readStats() {
    Map<FileState, Integer> files = new EnumMap<>(FileState.class);
    Map<String, Integer> states = totals("state", row -> row.getString(1));
    for (FileState state : FileState.values()) {
      files.put(state, states.getOrDefault(state.toString(), 0));
    }
    Map<Boolean, Integer> sure = totals("sure", row -> row.getBoolean(1));
    return new LedgerStats(
        files,
        sure.values().stream().mapToInt(Integer::intValue).sum(),
        sure.getOrDefault(true, 0),
        totals("genre", row -> row.getString(1)),
        new TreeMap<>(totals("stage", row -> row.getInt(1))),
        reader.count("SELECT count(*) FROM outbox"),
        reader.count("SELECT count(*) FROM files WHERE parked = 1 AND state = 'queued'"));
  }

  /** Counts kept up to date by triggers, the largest first. */
  private <K> Map<K, Integer> totals(String kind, SqlSession.Row<K> key) {
    return counts(
        key,
        "SELECT value, count FROM totals WHERE kind = ? AND count > 0 ORDER BY count DESC, value",
        kind);
  }

  /** Distributions of the verdicts; the last hours are those before {@code now}. */
  public Charts charts(Instant now) {
    List<Integer> confidence = Charts.spread(totals("bin", row -> row.getInt(1)), Charts.BINS);
    long from = Columns.nanos(now.minus(Duration.ofHours(Charts.HOURS)));
    List<Integer> hours =
        Charts.spread(
            counts(
                row -> row.getInt(1),
                "SELECT (at - ?) / ?, count(*) FROM verdicts WHERE at > ? AND at <= ?"
                    + " AND origin <> 'revote' GROUP BY 1 ORDER BY 1",
                from,
                Duration.ofHours(1).toNanos(),
                from,
                Columns.nanos(now)),
            Charts.HOURS);
    return new Charts(stats(), confidence, hours);
  }

  private <K> Map<K, Integer> counts(SqlSession.Row<K> key, String sql, Object... arguments) {
    Map<K, Integer> counts = new LinkedHashMap<>();
    reader
        .list(row -> Map.entry(key.read(row), row.getInt(2)), sql, arguments)
        .forEach(count -> counts.put(count.getKey(), count.getValue()));
    return counts;
  }

  /** The tags of all verdicts, by name. */
  public List<String> tags() {
    // One search of the index for each tag: there are a million rows, but only some hundred tags.
    return reader.list(
        row -> row.getString(1),
        "WITH RECURSIVE found (tag) AS (SELECT min(tag) FROM verdict_tags UNION ALL"
            + " SELECT (SELECT min(tag) FROM verdict_tags WHERE tag > found.tag) FROM found"
            + " WHERE found.tag IS NOT NULL) SELECT tag FROM found WHERE tag IS NOT NULL");
  }

  /** Number of songs by the genre that a person gave them. */
  public Map<String, Integer> corrected() {
    return counts(
        row -> row.getString(1),
        "SELECT person, count(*) FROM verdicts INDEXED BY verdicts_person WHERE person IS NOT NULL"
            + " GROUP BY person ORDER BY 2 DESC, 1");
  }

  /** Number of queued files by the stage they wait for; the empty name stands for the first. */
  public Map<String, Integer> waitingByStage() {
    return counts(
        row -> row.getString(1),
        "SELECT waits_for, count(*) FROM files INDEXED BY files_waiting WHERE state = 'queued'"
            + " AND parked = 0 GROUP BY waits_for");
  }

  /**
   * Files in the queue or being analysed, counted no further than {@code atMost}: counting a queue
   * of 100,000 for every song would be slow.
   */
  public int waiting(int atMost) {
    return waiting(atMost, Urgency.ANY);
  }

  /** The same of files of that urgency, and of all being analysed. */
  public int waiting(int atMost, Urgency urgency) {
    return reader.count(
        "SELECT count(*) FROM (SELECT 1 FROM files INDEXED BY files_queue WHERE state = 'queued'"
            + (" AND parked = 0 AND " + QueueOrder.RANK + " <= ?")
            + " UNION ALL SELECT 1 FROM files WHERE state = 'working' LIMIT ?)",
        urgency.lastRank(),
        atMost);
  }
}
