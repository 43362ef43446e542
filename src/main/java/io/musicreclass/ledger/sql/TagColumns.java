package io.musicreclass.ledger.sql;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.musicreclass.ledger.db.SqlSession;
import io.musicreclass.ledger.text.FoldedText;
import io.musicreclass.track.SongFile;
import io.musicreclass.track.SongTags;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Converts the tags of a file to and from columns. */
public final class TagColumns {
  /** Separator of several values in a column; cleaned texts contain no line ends. */
  private static final String BETWEEN = "\n";

  private TagColumns() {}

  /** The values of a column that contains several. */
  public static List<String> values(String column) {
    return List.of(column.split(BETWEEN));
  }

  /** The values of a column that contains several, as one text for display. */
  public static String shown(String column) {
    return String.join("; ", values(column));
  }

  /** Replaces the stored tags of a file. */
  public static void put(SqlSession writer, long file, Path path, SongTags tags) {
    if (tags.equals(SongTags.NONE)) {
      writer.update("DELETE FROM tags WHERE file = ?", file);
      return;
    }
    writer.update(
        "INSERT OR REPLACE INTO tags (file, title, artist, album, album_artist, genre, year,"
            + " title_key, artist_key, album_key, compilation)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        file,
        tags.title(),
        String.join(BETWEEN, tags.artists()),
        tags.album(),
        tags.albumArtist(),
        String.join(BETWEEN, tags.genres()),
        tags.year(),
        key(tags.title()),
        key(tags.artist()),
        album(path, tags),
        tags.compilation());
  }

  public static SongTags read(ResultSet row) throws SQLException {
    int year = row.getInt("year");
    boolean dated = !row.wasNull();
    return new SongTags(
        row.getString("title"),
        values(row.getString("artist")),
        row.getString("album"),
        row.getString("album_artist"),
        values(row.getString("genre")),
        dated ? year : null,
        row.getBoolean("compilation"));
  }

  /**
   * The form in which different spellings of a name are equal: without case, accents, blanks and
   * punctuation. A name that consists only of those stays as it is.
   */
  public static String key(String name) {
    return FoldedText.key(name);
  }

  private static byte @Nullable [] album(Path path, SongTags tags) {
    if (tags.album().isEmpty()) {
      return null;
    }
    try {
      MessageDigest hash = MessageDigest.getInstance("SHA-256");
      hash.update(SongFile.bytes(path.getParent()));
      hash.update(bytes(tags.album()));
      hash.update(bytes(tags.albumArtist()));
      return hash.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  /** Preceded by a zero byte as a separator, which no name contains. */
  private static byte[] bytes(String name) {
    return ('\0' + key(name)).getBytes(UTF_8);
  }
}
