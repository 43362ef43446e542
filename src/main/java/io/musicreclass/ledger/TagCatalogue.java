package io.musicreclass.ledger;

import io.musicreclass.ledger.db.ScanReader;
import io.musicreclass.ledger.db.SqlSession;
import io.musicreclass.ledger.rows.AlbumGenre;
import io.musicreclass.ledger.sql.Columns;
import io.musicreclass.ledger.sql.TagColumns;
import io.musicreclass.track.SongFile;
import io.musicreclass.track.SongTags;
import io.musicreclass.track.TrackId;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The tags of the songs' files. Part of the {@link Ledger}, with its guarantees. */
public final class TagCatalogue {
  /**
   * Number of songs with one pair of genres.
   *
   * @param tag the genre as tagged; empty if none is
   * @param genre a person's genre, or otherwise the vote's
   */
  public record Pair(String tag, String genre, int songs) {}

  /**
   * A classified song with the tags of its newest file.
   *
   * @param track key of the song
   * @param path of the file that was analysed
   * @param person a person's genre; empty if it has none
   */
  public record TaggedTrack(long track, Path path, String person, SongTags tags) {}

  private static final String TAGS_OF =
      " FROM tracks t JOIN files f ON f.track = t.key JOIN tags g ON g.file = f.id WHERE t.id = ?"
          + " ORDER BY f.state = 'done' DESC, f.seq DESC LIMIT 1";

  private final SqlSession reader;
  private final ScanReader scans;

  TagCatalogue(SqlSession reader, ScanReader scans) {
    this.reader = reader;
    this.scans = scans;
  }

  /** The tags of the newest file of a song; empty if it has none. */
  public Optional<SongTags> tags(TrackId id) {
    return reader.first(TagColumns::read, "SELECT g.*" + TAGS_OF, id.value());
  }

  /** The tags of the newest file of each of these songs that has any, in one query. */
  public Map<TrackId, SongTags> tags(Collection<TrackId> ids) {
    record Tagged(TrackId id, SongTags tags) {}
    return reader
        .list(
            row -> new Tagged(new TrackId(row.getString("track_id")), TagColumns.read(row)),
            "SELECT s.track_id, g.* FROM (SELECT t.id AS track_id, (SELECT f.id FROM files f"
                + " JOIN tags h ON h.file = f.id WHERE f.track = t.key"
                + " ORDER BY f.state = 'done' DESC, f.seq DESC LIMIT 1) AS file"
                + " FROM json_each(?) j JOIN tracks t ON t.id = j.value) s"
                + " JOIN tags g ON g.file = s.file",
            Columns.json(ids.stream().map(TrackId::value).toList()))
        .stream()
        .collect(Collectors.toMap(Tagged::id, Tagged::tags, (same, again) -> same));
  }

  /**
   * A page of all songs with a verdict, in the order of their keys.
   *
   * @param afterTrack {@link TaggedTrack#track} of the last one of the page before, 0 for the first
   */
  public List<TaggedTrack> page(long afterTrack, int limit) {
    return reader.list(
        row ->
            new TaggedTrack(
                row.getLong("track"),
                SongFile.path(row.getBytes("path")),
                row.getString("person"),
                row.getString("title") == null ? SongTags.NONE : TagColumns.read(row)),
        "SELECT v.track, v.path, coalesce(v.person, '') AS person, g.title, g.artist, g.album,"
            + " g.album_artist, g.genre, g.year, g.compilation FROM verdicts v LEFT JOIN tags g"
            + " ON g.file = (SELECT f.id FROM files f JOIN tags h ON h.file = f.id"
            + " WHERE f.track = v.track ORDER BY f.state = 'done' DESC, f.seq DESC LIMIT 1)"
            + " WHERE v.track > ? ORDER BY v.track LIMIT ?",
        afterTrack,
        limit);
  }

  /**
   * Finds songs by artist and title regardless of case, accents and punctuation, the latest first;
   * an empty value matches everything.
   *
   * @throws IllegalArgumentException if both are empty
   */
  public List<TrackId> lookup(String artist, String title, int limit) {
    String byArtist = TagColumns.key(artist);
    String byTitle = TagColumns.key(title);
    if (byArtist.isEmpty() && byTitle.isEmpty()) {
      throw new IllegalArgumentException("An artist or a title is wanted");
    }
    return reader.list(
        row -> new TrackId(row.getString(1)),
        "SELECT t.id FROM tags g JOIN files f ON f.id = g.file JOIN tracks t ON t.key = f.track"
            + " WHERE "
            + (byArtist.isEmpty() ? "?1 = ''" : "artist_key = ?1")
            + " AND "
            + (byTitle.isEmpty() ? "?2 = ''" : "title_key = ?2")
            + " GROUP BY t.id ORDER BY max(f.seq) DESC LIMIT ?3",
        byArtist,
        byTitle,
        limit);
  }

  /** How often each tagged genre occurs with each verdict; see {@link ScanReader}. */
  public List<Pair> pairs() {
    return scans.get(
        "pairs",
        session ->
            session.list(
                row ->
                    new Pair(TagColumns.shown(row.getString(1)), row.getString(2), row.getInt(3)),
                "SELECT coalesce(g.genre, ''), v.shown_genre, count(*) FROM files f"
                    + " JOIN verdicts v ON v.track = f.track LEFT JOIN tags g ON g.file = f.id"
                    + " WHERE f.state = 'done' GROUP BY 1, 2"));
  }

  /** The genre of a song's album; empty if it has none or is the only song on it. */
  public Optional<AlbumGenre> album(TrackId id) {
    return reader
        .first(
            row -> Optional.ofNullable(row.getBytes(1)), "SELECT g.album_key" + TAGS_OF, id.value())
        .flatMap(key -> key)
        .flatMap(key -> BlendedGenres.ofAlbum(reader, key))
        .map(BlendedGenres::albumGenre);
  }
}
