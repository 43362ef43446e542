package io.musicreclass.ledger;

import java.util.Optional;

/** Settings that were changed while the program ran. */
final class Choices {
  private Choices() {}

  static Optional<String> of(Session writer, String option, String configured) {
    return writer.transaction(
        () -> {
          writer.update(
              "DELETE FROM choices WHERE option = ? AND configured <> ?", option, configured);
          return writer.first(
              row -> row.getString(1), "SELECT value FROM choices WHERE option = ?", option);
        });
  }

  static void put(Session writer, String option, String value, String configured) {
    writer.run(
        () ->
            writer.update(
                "INSERT OR REPLACE INTO choices (option, value, configured) VALUES (?, ?, ?)",
                option,
                value,
                configured));
  }
}
