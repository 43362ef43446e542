package io.musicreclass.ledger.listing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.musicreclass.ledger.db.SqlSession;
import io.musicreclass.ledger.sql.Columns;
import io.musicreclass.ledger.text.FoldedText;
import io.musicreclass.track.GenreSet;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Brings the listing up to date with what has changed in the other tables. */
final class ListingWriter {
  /** The file that stands for a song. */
  private static final String SHOWN_FILE =
      "(SELECT s.id FROM files s WHERE s.track = v.track"
          + " ORDER BY s.state = 'duplicate', s.seq DESC LIMIT 1)";

  private static final String VERDICT =
      "v.seq AS verdict, coalesce(v.shown_genre, '') AS genre,"
          + " iif(v.person IS NULL, v.confidence, 1.0) AS confidence, v.shown_sure AS sure,"
          + " v.stage AS stage, v.person IS NOT NULL AS reviewed";

  private static final String FILES =
      "SELECT f.id AS id, f.track AS track, f.state AS state, f.seq AS seq, f.id = "
          + SHOWN_FILE
          + " AS shown, "
          + VERDICT
          + ", g.title, g.artist, g.album, g.genre AS tagged, g.artist_key, g.album_key, f.path AS path"
          + " FROM files f LEFT JOIN verdicts v ON v.track = f.track"
          + " LEFT JOIN tags g ON g.file = f.id WHERE f.id IN (SELECT value FROM json_each(?1)"
          + " UNION SELECT s.id FROM json_each(?2) j JOIN files s ON s.track = j.value)";

  /** Verdicts that have outlived their files. */
  private static final String VERDICTS =
      "SELECT -v.track AS id, v.track AS track, 'done' AS state, v.seq AS seq, 1 AS shown, "
          + VERDICT
          + ", NULL AS title, NULL AS artist, NULL AS album, NULL AS tagged, NULL AS artist_key,"
          + " NULL AS album_key, v.path AS path FROM json_each(?1) j JOIN verdicts v ON v.track = j.value"
          + " WHERE NOT EXISTS (SELECT 1 FROM files f WHERE f.track = v.track)";

  private final SqlSession writer;

  ListingWriter(SqlSession writer) {
    this.writer = writer;
  }

  /** A row of the listing with the text in which it is found. */
  private record Row(long id, List<@Nullable Object> values, String searched) {
    static Row of(ResultSet row) throws SQLException {
      String path = new String(row.getBytes("path"), UTF_8);
      String title = text(row, "title");
      String album = text(row, "album");
      String genre = row.getString("genre");
      String tagged = ListedTexts.genres(text(row, "tagged"));
      Object verdict = row.getObject("verdict");
      boolean comparable = verdict != null && !tagged.isEmpty();
      Boolean agrees = comparable ? ListedTexts.contains(tagged, GenreSet.fold(genre)) : null;
      return new Row(
          row.getLong("id"),
          Arrays.asList(
              row.getLong("id"),
              row.getObject("track"),
              row.getString("state"),
              row.getLong("seq"),
              row.getBoolean("shown") ? verdict : null,
              genre,
              row.getObject("confidence"),
              row.getObject("sure"),
              row.getObject("stage"),
              row.getBoolean("reviewed"),
              agrees,
              text(row, "artist_key"),
              FoldedText.key(album),
              ListedTexts.title(title, path),
              tagged,
              row.getBytes("path"),
              row.getBytes("album_key")),
          ListedTexts.searched(title, text(row, "artist"), album, path));
    }

    private static String text(ResultSet row, String column) throws SQLException {
      return Objects.requireNonNullElse(row.getString(column), "");
    }
  }

  /**
   * Lists what has changed last; one transaction.
   *
   * @param most files and songs
   * @return the number of them; 0 if nothing has changed
   */
  int update(int most) {
    List<Long> due =
        writer.list(
            row -> row.getLong(1), "SELECT id FROM listing_due ORDER BY seq DESC LIMIT ?", most);
    if (due.isEmpty()) {
      return 0;
    }
    String files = Columns.json(due.stream().filter(id -> id > 0).toList());
    // Also the songs that the files belonged to before.
    List<Long> songs =
        writer.list(
            row -> row.getLong(1),
            "SELECT -value FROM json_each(?1) WHERE value < 0"
                + " UNION SELECT f.track FROM json_each(?1) j JOIN files f ON f.id = j.value"
                + " WHERE f.track IS NOT NULL"
                + " UNION SELECT l.track FROM json_each(?1) j JOIN listing l ON l.id = j.value"
                + " WHERE l.track IS NOT NULL",
            Columns.json(due));
    String tracks = Columns.json(songs);
    writer.update("DELETE FROM listing WHERE id IN (SELECT value FROM json_each(?))", files);
    writer.update("DELETE FROM listing WHERE track IN (SELECT value FROM json_each(?))", tracks);
    List<Row> listed = writer.list(Row::of, FILES, files, tracks);
    listed.forEach(this::insert);
    writer.list(Row::of, VERDICTS, tracks).forEach(this::insert);
    due.stream().filter(id -> id > 0).filter(isMissing(listed)).forEach(this::deleteText);
    listed.forEach(this::putText);
    writer.update(
        "DELETE FROM listing_due WHERE id IN (SELECT value FROM json_each(?1) UNION ALL"
            + " SELECT -value FROM json_each(?2))",
        Columns.json(due),
        tracks);
    return due.size();
  }

  private static Predicate<Long> isMissing(List<Row> listed) {
    return id -> listed.stream().noneMatch(row -> row.id == id);
  }

  private void insert(Row row) {
    writer.update(
        "INSERT INTO listing VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        row.values.toArray());
  }

  private void putText(Row row) {
    boolean same =
        writer.count(
                "SELECT count(*) FROM listing_text WHERE id = ? AND text = ?", row.id, row.searched)
            == 1;
    if (same) {
      return;
    }
    deleteText(row.id);
    writer.update("INSERT INTO listing_text VALUES (?, ?)", row.id, row.searched);
    writer.update("INSERT INTO song_parts (rowid, text) VALUES (?, ?)", row.id, row.searched);
    writer.update(
        "INSERT INTO song_words (rowid, text) VALUES (?, ?)",
        row.id,
        FoldedText.separated(row.searched));
  }

  private void deleteText(long id) {
    if (writer.update("DELETE FROM listing_text WHERE id = ?", id) == 1) {
      writer.update("DELETE FROM song_parts WHERE rowid = ?", id);
      writer.update("DELETE FROM song_words WHERE rowid = ?", id);
    }
  }
}
