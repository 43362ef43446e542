package io.musicreclass.ledger;

import io.musicreclass.ledger.db.SqlSession;
import io.musicreclass.track.TrackId;
import java.util.List;
import java.util.Optional;

/**
 * Songs whose identity an earlier version of the program computed differently. Such a song gets its
 * present identity, and keeps everything stored for it, as soon as one of its files is opened. It
 * can still be found by the former one.
 */
final class FormerIds {
  private FormerIds() {}

  /** The present identity of a song. */
  static TrackId current(SqlSession session, TrackId id) {
    return session
        .first(
            row -> new TrackId(row.getString(1)),
            "SELECT t.id FROM former_ids f JOIN tracks t ON t.key = f.track WHERE f.id = ?",
            id.value())
        .orElse(id);
  }

  /** Replaces a former identity; merges the song into the one that has the new identity already. */
  static void replace(SqlSession writer, TrackId former, TrackId id) {
    if (key(writer, former).isPresent()) {
      writer.run(() -> key(writer, former).ifPresent(old -> replace(writer, old, former, id)));
    }
  }

  private static void replace(SqlSession writer, long old, TrackId former, TrackId id) {
    Optional<Long> known = key(writer, id);
    if (known.isEmpty()) {
      writer.update("UPDATE tracks SET id = ? WHERE key = ?", id.value(), old);
    } else {
      merge(writer, old, known.get());
    }
    writer.update(
        "INSERT INTO former_ids (id, track) VALUES (?, ?)"
            + " ON CONFLICT (id) DO UPDATE SET track = excluded.track",
        former.value(),
        known.orElse(old));
  }

  private static Optional<Long> key(SqlSession session, TrackId id) {
    return session.first(row -> row.getLong(1), "SELECT key FROM tracks WHERE id = ?", id.value());
  }

  private static void merge(SqlSession writer, long from, long into) {
    mergeVerdicts(writer, from, into);
    for (Reference r : references(writer)) {
      // What cannot move exists there already: one result of each model.
      writer.update(
          "UPDATE OR IGNORE %s SET %s = ? WHERE %s = ?".formatted(r.table, r.column, r.column),
          into,
          from);
      writer.update("DELETE FROM %s WHERE %s = ?".formatted(r.table, r.column), from);
    }
    writer.update(
        "UPDATE tracks SET first_seen = min(first_seen,"
            + " (SELECT first_seen FROM tracks WHERE key = ?)) WHERE key = ?",
        from,
        into);
    writer.update("DELETE FROM tracks WHERE key = ?", from);
  }

  /** Keeps the newest correction and the newer vote. */
  private static void mergeVerdicts(SqlSession writer, long from, long into) {
    if (writer.count("SELECT count(*) FROM verdicts WHERE track IN (?, ?)", from, into) < 2) {
      return;
    }
    writer.update(
        "UPDATE verdicts SET (person, person_at) = (SELECT person, person_at FROM verdicts"
            + " WHERE track IN (?1, ?2) ORDER BY person IS NULL, person_at DESC LIMIT 1)"
            + " WHERE track IN (?1, ?2)",
        from,
        into);
    writer.update(
        "DELETE FROM verdicts WHERE track = (SELECT track FROM verdicts"
            + " WHERE track IN (?, ?) ORDER BY seq LIMIT 1)",
        from,
        into);
  }

  /** All columns of all tables that refer to a song. */
  private static List<Reference> references(SqlSession session) {
    return session.list(
        row -> new Reference(row.getString(1), row.getString(2)),
        "SELECT t.name, f.\"from\" FROM sqlite_schema t, pragma_foreign_key_list(t.name) f"
            + " WHERE t.type = 'table' AND f.\"table\" = 'tracks' ORDER BY 1, 2");
  }

  private record Reference(String table, String column) {}
}
