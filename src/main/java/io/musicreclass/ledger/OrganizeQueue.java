package io.musicreclass.ledger;

import io.musicreclass.ledger.db.SqlSession;
import io.musicreclass.ledger.rows.OrganizeCandidate;
import io.musicreclass.ledger.sql.Columns;
import io.musicreclass.ledger.sql.PathPrefix;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The files whose songs have verdicts: the genres to tag and sort them by, and which of them are
 * pending. Part of the {@link Ledger}, with its guarantees.
 */
public final class OrganizeQueue {
  private static final String MARK_ALBUM =
      " UPDATE files SET shelf_owed = 1 WHERE shelf_unsure = 1 AND id IN (SELECT other.file"
          + " FROM files f JOIN tags own ON own.file = f.id"
          + " JOIN tags other ON other.album_key = own.album_key WHERE f.track = new.track);";

  private final SqlSession reader;
  private final Supplier<SqlSession> writer;

  OrganizeQueue(SqlSession reader, Supplier<SqlSession> writer) {
    this.reader = reader;
    this.writer = writer;
  }

  /**
   * A page of the files in the order of {@link OrganizeCandidate#row}; an album's genre is voted by
   * all of its songs.
   *
   * @param library true: files of the library; false: files of the inbox
   */
  public List<OrganizeCandidate> page(boolean library, long afterRow, int limit) {
    Map<ByteBuffer, Optional<BlendedGenres>> albums = new HashMap<>();
    return reader
        .list(
            OrganizeRow::of,
            OrganizeRow.SELECT + "f.library = ? AND f.id > ? ORDER BY f.id LIMIT ?",
            library,
            afterRow,
            limit)
        .stream()
        .map(found -> candidate(found, albums))
        .toList();
  }

  /**
   * @param albums those voted on already
   */
  private OrganizeCandidate candidate(
      OrganizeRow found, Map<ByteBuffer, Optional<BlendedGenres>> albums) {
    if (found.corrected()) {
      return found.candidate(alone(found), Optional.empty());
    }
    Optional<BlendedGenres> album =
        found
            .album()
            .flatMap(
                key ->
                    albums.computeIfAbsent(
                        ByteBuffer.wrap(key), same -> BlendedGenres.ofAlbum(reader, key)));
    return found.candidate(genres(found, album), album);
  }

  /**
   * The first file after that {@link OrganizeCandidate#row} that is pending; see {@link
   * #markDecidedPending}. A song that comes after others of its album goes where they went.
   */
  public Optional<OrganizeCandidate> nextPending(long afterRow) {
    return reader
        .first(
            OrganizeRow::of,
            OrganizeRow.SELECT + "f.shelf_owed = 1 AND f.id > ? ORDER BY f.id LIMIT 1",
            afterRow)
        .map(
            found ->
                found.corrected()
                    ? found.candidate(alone(found), Optional.empty())
                    : followed(found));
  }

  private static List<String> alone(OrganizeRow found) {
    return List.of(found.verdict());
  }

  private OrganizeCandidate followed(OrganizeRow found) {
    Optional<BlendedGenres> album =
        found.album().flatMap(key -> BlendedGenres.ofAlbum(reader, key));
    Optional<String> others = found.album().flatMap(this::lastGenre);
    List<String> genres =
        others
            .map(genre -> album.map(blend -> blend.oneOrTwo(genre)).orElse(List.of(genre)))
            .orElseGet(() -> genres(found, album));
    return found.candidate(genres, album);
  }

  private List<String> genres(OrganizeRow found, Optional<BlendedGenres> album) {
    return album
        .map(blend -> blend.oneOrTwo(blend.genre()))
        .orElseGet(
            () ->
                BlendedGenres.ofSong(reader, found.id())
                    .map(blend -> blend.oneOrTwo(found.verdict()))
                    .orElse(alone(found)));
  }

  /** The genre by which an album's songs were tagged or sorted last, corrected ones left out. */
  private Optional<String> lastGenre(byte[] album) {
    return reader.first(
        row -> row.getString(1),
        "SELECT c.genre FROM tags g JOIN files f ON f.id = g.file"
            + " JOIN verdicts v ON v.track = f.track JOIN changes c ON c.track = f.track"
            + " WHERE g.album_key = ? AND v.person IS NULL AND c.state = 'done'"
            + " AND c.genre IS NOT NULL ORDER BY c.id DESC LIMIT 1",
        album);
  }

  /**
   * Installs triggers for this connection. A file outside the library becomes pending in the same
   * transaction when its song gets its first verdict, and again when the verdict turns from unsure
   * to sure. Files of its album that wait for a sure genre become pending whenever a verdict of the
   * album changes. Other changes of a verdict have no effect: what was tagged or sorted stays as it
   * is.
   */
  public void markDecidedPending() {
    writer
        .get()
        .script(
            "CREATE TEMP TRIGGER IF NOT EXISTS mark_decided AFTER INSERT ON main.verdicts BEGIN"
                + " UPDATE files SET shelf_owed = 1 WHERE path = new.path AND library = 0;"
                + MARK_ALBUM
                + " END;"
                + "CREATE TEMP TRIGGER IF NOT EXISTS mark_sure AFTER UPDATE ON main.verdicts BEGIN"
                + " UPDATE files SET shelf_owed = 1 WHERE track = new.track AND library = 0"
                + " AND state = 'done' AND new.shown_sure AND NOT old.shown_sure"
                + " AND (shelf_unsure = 1"
                + " OR NOT EXISTS (SELECT 1 FROM changes WHERE track = new.track));"
                + MARK_ALBUM
                + " END");
  }

  /**
   * Marks a file as organized and no longer pending, unless its song's verdict has changed since it
   * was read.
   *
   * @param unsure whether it waits for a sure genre
   */
  public void clearPending(OrganizeCandidate candidate, boolean unsure) {
    writer
        .get()
        .update(
            "UPDATE files SET shelf_owed = 0, shelf_unsure = ? WHERE id = ? AND (SELECT shown_genre"
                + " = ? AND shown_sure = ? FROM verdicts v WHERE v.track = files.track)",
            unsure,
            candidate.row(),
            candidate.verdict(),
            candidate.sure());
  }

  /**
   * Files of the inbox that were tagged or sorted by another genre than they have now, for example
   * since a re-vote.
   *
   * @param limit of the songs to look at
   */
  public List<OrganizeCandidate> handledOtherwise(int limit) {
    Map<ByteBuffer, Optional<BlendedGenres>> albums = new HashMap<>();
    return reader
        .list(
            OrganizeRow::of,
            OrganizeRow.SELECT + "f.library = 0 AND handled <> v.shown_genre LIMIT ?",
            limit)
        .stream()
        .map(found -> candidate(found, albums))
        .filter(now -> now.handled().filter(genre -> !genre.equals(now.genre())).isPresent())
        .toList();
  }

  /** How many files wait for a sure genre. */
  public int unsure() {
    return reader.count("SELECT count(*) FROM files WHERE shelf_unsure = 1");
  }

  /** Since when the oldest pending file has been pending; empty if there is none. */
  public Optional<Instant> pendingSince() {
    return reader.first(
        row -> Columns.instant(row.getLong(1)),
        "SELECT at FROM files WHERE shelf_owed = 1 ORDER BY at LIMIT 1");
  }

  /**
   * Whether more songs are to be expected, for example of an album that is being copied: a file of
   * the inbox is in the queue or being analysed, or a pending one got its verdict after that time.
   */
  public boolean expectsMore(Instant since) {
    return reader.count(
            "SELECT EXISTS (SELECT 1 FROM files INDEXED BY files_queue"
                + " WHERE state = 'queued' AND parked = 0 AND "
                + QueueOrder.RANK
                + " = 0) OR EXISTS (SELECT 1 FROM files WHERE state = 'working' AND origin ="
                + " 'inbox') OR EXISTS (SELECT 1 FROM files WHERE shelf_owed = 1 AND at > ?)",
            Columns.nanos(since))
        > 0;
  }

  /** Whether a folder contains files that were moved or copied there. */
  public boolean hasSorted(Path folder) {
    return reader.count(
            "SELECT EXISTS (SELECT 1 FROM changes WHERE state = 'done' AND kind <> 'tag'"
                + " AND target >= ? AND target < ? AND (kind = 'copy'"
                + " OR EXISTS (SELECT 1 FROM files WHERE path = target)))",
            PathPrefix.first(folder),
            PathPrefix.end(folder))
        > 0;
  }
}
