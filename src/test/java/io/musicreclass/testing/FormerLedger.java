package io.musicreclass.testing;

import io.musicreclass.decode.Decoded;
import io.musicreclass.decode.Decoder;
import io.musicreclass.track.SongFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/** A ledger of schema version 9, before the identity of a song ignored tags between frames. */
public final class FormerLedger implements AutoCloseable {
  private static final int VERSION = 9;
  private static final String HASH = "h".repeat(8);

  private final Connection db;
  private int songs;

  public FormerLedger(Path home) throws SQLException, IOException {
    Files.createDirectories(home);
    db = DriverManager.getConnection("jdbc:sqlite:" + home.resolve("ledger.db"));
    db.setAutoCommit(false);
    try (Statement statement = db.createStatement()) {
      for (int i = 1; i <= VERSION; i++) {
        statement.executeUpdate(script(i));
      }
      statement.executeUpdate("PRAGMA user_version = " + VERSION);
      statement.executeUpdate(
          "INSERT INTO models VALUES (1, 'fma', 'one', '%s', '%s', '[\"Jazz\",\"Rock\"]')"
              .formatted(HASH, HASH));
    }
  }

  private static String script(int number) throws IOException {
    String name = "/ledger/%03d.sql".formatted(number);
    try (InputStream in = FormerLedger.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** The identity of a file in that version. */
  public static String id(Path file) {
    Decoded.Audio song = (Decoded.Audio) Decoder.open(file);
    return song.formerId().orElse(song.id()).value();
  }

  /** Adds a classified song, with a verdict and a distinct embedding. */
  public void analysed(Path file, String genre) throws SQLException, IOException {
    songs++;
    update(
        "INSERT INTO tracks VALUES (?, ?, 0.3, 'mp3', 44100, 1, ?)", songs, id(file), (long) songs);
    SongFile stat = SongFile.stat(file);
    update(
        "INSERT INTO files (path, inode, size, mtime, origin, state, seq, at, track)"
            + " VALUES (?, ?, ?, ?, 'inbox', 'done', ?, 1, ?)",
        SongFile.bytes(file),
        stat.inode(),
        stat.size(),
        stat.mtime(),
        songs,
        songs);
    ByteBuffer scores = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
    ByteBuffer embedding = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
    update(
        "INSERT INTO stage_results (track, model, scores, embedding, ms) VALUES (?, 1, ?, ?, 1)",
        songs,
        scores.putDouble(0.5).putDouble(0.5).array(),
        embedding.putFloat(songs).array());
    update(
        "INSERT INTO verdicts (track, seq, at, path, origin, genre, confidence, sure, stage, rule,"
            + " genres, votes, decode_ms, total_ms)"
            + " VALUES (?1, ?1, 1, ?2, 'inbox', ?3, 0.8, 1, 1, 'top1', '{\"' || ?3 || '\":0.8}',"
            + " '[]', 1, 1)",
        songs,
        SongFile.bytes(file),
        genre);
  }

  /** Adds a correction of the song added last. */
  public void corrected(String genre) throws SQLException {
    update("UPDATE verdicts SET person = ?, person_at = 5 WHERE track = ?", genre, songs);
  }

  /** Records that the song added last was moved. */
  public void sorted(Path from, Path to) throws SQLException, IOException {
    SongFile stat = SongFile.stat(to);
    update(
        "INSERT INTO changes (batch, at, kind, state, track, path, inode, size, mtime, target)"
            + " VALUES (1, 1, 'move', 'done', ?, ?, ?, ?, ?, ?)",
        songs,
        SongFile.bytes(from),
        stat.inode(),
        stat.size(),
        stat.mtime(),
        SongFile.bytes(to));
  }

  private void update(String sql, Object... arguments) throws SQLException {
    try (PreparedStatement statement = db.prepareStatement(sql)) {
      for (int i = 0; i < arguments.length; i++) {
        statement.setObject(i + 1, arguments[i]);
      }
      statement.executeUpdate();
    }
  }

  @Override
  public void close() throws SQLException {
    db.commit();
    db.close();
  }
}
