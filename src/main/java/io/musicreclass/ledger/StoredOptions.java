package io.musicreclass.ledger;

import io.musicreclass.ledger.db.SqlSession;
import java.util.Optional;

/** Settings that were changed while the program ran. */
final class StoredOptions {
  private StoredOptions() {}

  static Optional<String> of(SqlSession reader, String option, String configured) {
    return reader.first(
        row -> row.getString(1),
        "SELECT value FROM choices WHERE option = ? AND configured = ?",
        option,
        configured);
  }

  /** Forgets a choice of the time before the configuration changed. */
  static void outgrow(SqlSession writer, String option, String configured) {
    writer.run(
        () ->
            writer.update(
                "DELETE FROM choices WHERE option = ? AND configured <> ?", option, configured));
  }

  static void put(SqlSession writer, String option, String value, String configured) {
    writer.run(
        () ->
            writer.update(
                "INSERT OR REPLACE INTO choices (option, value, configured) VALUES (?, ?, ?)",
                option,
                value,
                configured));
  }
}
