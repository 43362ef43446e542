package io.musicreclass.ledger;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Databases of every earlier version, with rows in each of their tables. */
public final class FormerRows {
  private static final String FILE =
      "INSERT INTO files (id, path, inode, size, mtime, origin, state, seq, at, track";

  /** What the program of a version wrote into its tables, by that version. */
  private static final Map<Integer, String> ROWS =
      Map.ofEntries(
          Map.entry(
              1,
              """
              INSERT INTO tracks VALUES (1, 'sha256:1111111111111111111111111111111111111111111111111111111111111111', 200.5, 'mp3', 44100, 2, 10),
                (2, 'sha256:2222222222222222222222222222222222222222222222222222222222222222', 100, 'flac', 48000, 1, 20);
              """
                  + FILE
                  + """
              , reason, mend) VALUES (1, CAST('/in/one.mp3' AS BLOB), 1, 2, 3, 'inbox', 'done', 1, 10, 1, NULL, NULL),
                (2, CAST('/in/copy.mp3' AS BLOB), 2, 2, 3, 'inbox', 'duplicate', 2, 11, 1, NULL, NULL),
                (3, CAST('/in/new.mp3' AS BLOB), 3, 2, 3, 'inbox', 'queued', 3, 12, NULL, NULL, NULL),
                (4, CAST('/in/bad.mp3' AS BLOB), 4, 2, 3, 'inbox', 'failed', 4, 13, NULL, 'no audio', 'none'),
                (5, CAST('/m/two.flac' AS BLOB), 5, 2, 3, 'library', 'done', 5, 14, 2, NULL, NULL);
              INSERT INTO models VALUES (1, 'fma', 'gtzan48', 'enc', 'head', '["Blues","Jazz"]');
              INSERT INTO stage_results (track, model, scores, reason, ms)
                VALUES (1, 1, x'000000000000e03f000000000000e03f', NULL, 5), (2, 1, NULL, 'silent', 6);
              INSERT INTO verdicts (track, seq, at, path, origin, genre, confidence, sure, stage, rule, genres,
                  votes, decode_ms, total_ms)
                VALUES (1, 1, 10, CAST('/in/one.mp3' AS BLOB), 'inbox', 'Jazz', 0.5, 0, 1, 'top1', '{"Jazz":0.5}',
                  '[]', 1, 2),
                (2, 5, 14, CAST('/m/two.flac' AS BLOB), 'library', 'Blues', 0.75, 1, 1, 'top1', '{"Blues":0.75}',
                  '[]', 1, 2);
              INSERT INTO outbox (topic, payload, retained) VALUES ('result', '{"a":1}', 0), ('last', '{}', 1);
              """),
          Map.entry(
              2,
              FILE
                  + """
              , waits_for) VALUES (20, CAST('/in/second.mp3' AS BLOB), 20, 2, 3, 'inbox', 'queued', 20, 15, 1, 'mert')
              """),
          Map.entry(
              3,
              """
              UPDATE verdicts SET person = 'Folk', person_at = 16 WHERE track = 2;
              INSERT INTO batches (origin, done) VALUES ('library', 7);
              """),
          Map.entry(
              4,
              """
              INSERT INTO changes (batch, at, kind, state, track, path, inode, size, mtime, target, before, after, delta)
                VALUES (1, 17, 'tag', 'done', 1, x'2f61', 1, 2, 3, x'2f61', '1 aa', '2 bb', x'0102'),
                (2, 18, 'move', 'intended', 2, x'2f62', 1, 2, 3, x'2f63', NULL, NULL, NULL);
              UPDATE files SET shelf_owed = 1 WHERE id = 5;
              """),
          Map.entry(5, "INSERT INTO choices VALUES ('threshold_1', '0.7', '0.8')"),
          Map.entry(6, "UPDATE files SET parked = 1, early = 1 WHERE id = 20"),
          Map.entry(
              8,
              """
              INSERT INTO tags (file, title, artist, album, album_artist, genre, year, title_key, artist_key, album_key)
                VALUES (1, 'One', 'A', 'B', 'A', 'Jazz', 1999, 'one', 'a', x'01'),
                (5, 'Two', 'A', '', '', '', NULL, 'two', 'a', NULL);
              """),
          Map.entry(9, "UPDATE changes SET genre = 'Jazz'"),
          Map.entry(10, "UPDATE files SET failed_stage = 'mert', failures = 2 WHERE id = 1"),
          Map.entry(
              11,
              "INSERT INTO former_ids VALUES ('sha256:0000000000000000000000000000000000000000000000000000000000000000', 1)"),
          Map.entry(12, "UPDATE files SET shelf_unsure = 1 WHERE id = 1"),
          Map.entry(13, "UPDATE tags SET compilation = 1 WHERE file = 5"),
          Map.entry(14, "UPDATE stage_results SET part = '{\"from\":3}' WHERE track = 1"),
          Map.entry(
              15,
              "INSERT INTO undeliverable (at, topic, payload, reason) VALUES (19, 'result', '{}', 'large')"),
          Map.entry(
              16,
              "INSERT INTO outbox (topic, payload, retained, sink) VALUES ('result', '{}', 0, 'hook')"),
          Map.entry(
              17,
              """
              UPDATE stage_results SET tags = '{"calm":0.9}' WHERE track = 1;
              INSERT INTO verdict_tags VALUES ('calm', 1);
              """));

  private FormerRows() {}

  /** Creates a database of that version. */
  public static void create(Path home, int version) throws SQLException, IOException {
    FormerLedger.create(home, version, ROWS);
  }

  /**
   * All rows by table, each by its columns. Left out are what the program computes from other rows,
   * and the rows that the search and SQLite keep for themselves.
   */
  public static Map<String, List<Map<String, Object>>> rows(Path db) throws SQLException {
    Map<String, List<Map<String, Object>>> tables = new TreeMap<>();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + db);
        Statement sql = connection.createStatement()) {
      List<String> names = new ArrayList<>();
      try (ResultSet row =
          sql.executeQuery(
              """
              SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT GLOB 'sqlite_*'
                AND name NOT GLOB 'file_words*' AND name NOT GLOB 'song_*' AND name NOT GLOB 'listing*'
              """)) {
        while (row.next()) {
          names.add(row.getString(1));
        }
      }
      for (String name : names) {
        try (ResultSet row = sql.executeQuery("SELECT * FROM " + name + " ORDER BY 1")) {
          tables.put(name, read(row));
        }
      }
    }
    return tables;
  }

  private static List<Map<String, Object>> read(ResultSet row) throws SQLException {
    List<Map<String, Object>> rows = new ArrayList<>();
    while (row.next()) {
      Map<String, Object> values = new HashMap<>();
      for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
        Object value = row.getObject(i);
        values.put(
            row.getMetaData().getColumnName(i),
            value instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : value);
      }
      rows.add(values);
    }
    return rows;
  }

  /** What the database consists of, with the text of each definition. */
  public static List<String> schema(Path db) throws SQLException {
    return texts(
        db, "SELECT type || ' ' || name || ' ' || coalesce(sql, '') FROM sqlite_schema ORDER BY 1");
  }

  /** The first column of a query. */
  public static List<String> texts(Path db, String query) throws SQLException {
    List<String> all = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + db);
        Statement sql = connection.createStatement();
        ResultSet row = sql.executeQuery(query)) {
      while (row.next()) {
        all.add(row.getString(1));
      }
    }
    return all;
  }
}
