package io.musicreclass.ledger.listing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.musicreclass.ledger.db.SqlSession;
import io.musicreclass.ledger.rows.SongGroup;
import io.musicreclass.ledger.rows.SongGroup.By;
import io.musicreclass.ledger.sql.Columns;
import io.musicreclass.ledger.sql.TagColumns;
import io.musicreclass.track.SongFile;
import io.musicreclass.track.TrackId;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Pages of albums or artists, by their folded names. An index has them in this order with all that
 * is counted, so that a page reads its own songs only.
 */
final class GroupQuery {
  /** Between the name and the key of a position; neither contains it. */
  private static final String BETWEEN = "\n";

  private final By by;
  private final String name;
  private final String key;
  private final String both;
  private final String index;
  private final String listed;

  GroupQuery(By by) {
    this.by = by;
    name = by == By.ALBUM ? "l.album" : "l.artist";
    key = by == By.ALBUM ? "l.album_key" : "x''";
    both = by == By.ALBUM ? name + ", " + key : name; // with a constant, SQLite would sort
    index = "listing l INDEXED BY " + (by == By.ALBUM ? "listing_albums" : "listing_artists");
    listed =
        "l.voted IS NOT NULL AND "
            + (by == By.ALBUM ? "l.album_key IS NOT NULL" : "l.artist <> ''");
  }

  /** A place between two groups. */
  private record Position(String name, String key) {
    /**
     * @throws IllegalArgumentException for a text that {@link #text} has not made
     */
    static Position of(@Nullable String text) {
      if (text == null) {
        return new Position("", "");
      }
      String[] parts = new String(Base64.getUrlDecoder().decode(text), UTF_8).split(BETWEEN, 2);
      if (parts.length != 2) {
        throw new IllegalArgumentException("Not a position: " + text);
      }
      return new Position(parts[0], HexFormat.of().formatHex(HexFormat.of().parseHex(parts[1])));
    }

    String text() {
      String both = name + BETWEEN + key;
      return Base64.getUrlEncoder().withoutPadding().encodeToString(both.getBytes(UTF_8));
    }
  }

  /** The songs of one genre in a group; of one group, the most frequent genre comes first. */
  private record Count(
      Position group, String genre, int songs, long file, String firstArtist, String lastArtist) {
    static Count of(ResultSet row) throws SQLException {
      return new Count(
          new Position(row.getString("name"), row.getString("key")),
          row.getString("genre"),
          row.getInt("songs"),
          row.getLong("file"),
          row.getString("first_artist"),
          row.getString("last_artist"));
    }
  }

  /** What the tags of a file say. */
  private record Texts(
      long file, String album, String albumArtist, String artist, Path path, TrackId track) {
    static Texts of(ResultSet row) throws SQLException {
      return new Texts(
          row.getLong("file"),
          row.getString("album"),
          row.getString("album_artist"),
          TagColumns.shown(row.getString("artist")),
          SongFile.path(row.getBytes("path")),
          new TrackId(row.getString("id")));
    }
  }

  /**
   * A page.
   *
   * @param after {@link SongGroup#position} of the last one of the page before; null for the first
   * @throws IllegalArgumentException if that is not a position
   */
  List<SongGroup> page(SqlSession reader, @Nullable String after, int limit) {
    Position from = Position.of(after);
    Map<Position, List<Count>> groups =
        reader.list(Count::of, counts(), from.name, from.key, limit).stream()
            .collect(Collectors.groupingBy(Count::group, LinkedHashMap::new, Collectors.toList()));
    Map<Long, Texts> texts = texts(reader, groups);
    return groups.values().stream()
        .flatMap(counts -> group(counts, texts.get(counts.get(0).file)).stream())
        .toList();
  }

  private String counts() {
    String page =
        "SELECT %1$s AS name, %2$s AS key FROM %3$s WHERE %4$s AND %1$s >= ?1 AND (%1$s > ?1 OR"
            + " lower(hex(%2$s)) > ?2) GROUP BY %5$s ORDER BY %5$s LIMIT ?3";
    return ("SELECT p.name AS name, lower(hex(p.key)) AS key, l.genre AS genre, count(*) AS songs,"
            + " min(l.id) AS file, min(l.artist) AS first_artist, max(l.artist) AS last_artist FROM ("
            + page
            + ") p CROSS JOIN %3$s ON %1$s = p.name AND %2$s = p.key AND %4$s"
            + " GROUP BY p.name, p.key, l.genre ORDER BY p.name, p.key, songs DESC, l.genre")
        .formatted(name, key, index, listed, both);
  }

  private static Map<Long, Texts> texts(SqlSession reader, Map<Position, List<Count>> groups) {
    List<Long> files = groups.values().stream().map(counts -> counts.get(0).file).toList();
    return reader
        .list(
            Texts::of,
            "SELECT g.file AS file, g.album, g.album_artist, g.artist, f.path AS path, t.id AS id"
                + " FROM json_each(?) j JOIN tags g ON g.file = j.value JOIN files f ON f.id = g.file"
                + " JOIN tracks t ON t.key = f.track",
            Columns.json(files))
        .stream()
        .collect(Collectors.toMap(Texts::file, Function.identity()));
  }

  /** Empty for a group whose file has been deleted since it was listed. */
  private Optional<SongGroup> group(List<Count> counts, @Nullable Texts texts) {
    if (texts == null) {
      return Optional.empty();
    }
    Count most = counts.get(0);
    String position = most.group.text();
    int songs = counts.stream().mapToInt(Count::songs).sum();
    return Optional.of(
        by == By.ALBUM
            ? new SongGroup(
                position,
                texts.album,
                albumArtist(counts, texts),
                texts.path.getParent(),
                songs,
                most.genre,
                most.songs,
                texts.track)
            : new SongGroup(
                position, texts.artist, null, null, songs, most.genre, most.songs, texts.track));
  }

  private static @Nullable String albumArtist(List<Count> counts, Texts texts) {
    if (!texts.albumArtist.isEmpty()) {
      return texts.albumArtist;
    }
    long artists =
        counts.stream()
            .flatMap(count -> Stream.of(count.firstArtist, count.lastArtist))
            .distinct()
            .count();
    return artists == 1 && !texts.artist.isEmpty() ? texts.artist : null;
  }
}
