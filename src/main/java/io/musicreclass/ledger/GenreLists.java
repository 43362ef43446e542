package io.musicreclass.ledger;

import io.musicreclass.ledger.db.SqlSession;
import io.musicreclass.track.SongFile;
import java.nio.file.Path;
import java.util.List;

/** All songs with their genres and tags. Part of the {@link Ledger}, with its guarantees. */
public final class GenreLists {
  /** Separates tags; no tag contains it. */
  private static final String SEPARATOR = "\n";

  private final SqlSession reader;

  GenreLists(SqlSession reader) {
    this.reader = reader;
  }

  /**
   * A song with a verdict.
   *
   * @param track its key
   * @param path of its newest file
   */
  public record Song(long track, Path path, String genre, List<String> tags) {}

  /** A number that is another one after every change of the ledger. */
  public long version() {
    return reader.first(row -> row.getLong(1), "PRAGMA data_version").orElse(0L);
  }

  /**
   * A page of all songs with a verdict, in the order of their keys.
   *
   * @param afterTrack {@link Song#track} of the last one of the page before, 0 for the first
   */
  public List<Song> page(long afterTrack, int limit) {
    return reader.list(
        row -> {
          String tags = row.getString("tags");
          return new Song(
              row.getLong("track"),
              SongFile.path(row.getBytes("path")),
              row.getString("genre"),
              tags == null ? List.of() : List.of(tags.split(SEPARATOR)));
        },
        "SELECT v.track, coalesce((SELECT f.path FROM files f WHERE f.track = v.track"
            + " ORDER BY f.state = 'duplicate', f.seq DESC LIMIT 1), v.path) AS path,"
            + " v.shown_genre AS genre, (SELECT group_concat(tag, char(10)) FROM verdict_tags g"
            + " WHERE g.track = v.track) AS tags FROM verdicts v WHERE v.track > ?"
            + " ORDER BY v.track LIMIT ?",
        afterTrack,
        limit);
  }
}
