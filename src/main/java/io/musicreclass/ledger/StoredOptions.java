package io.musicreclass.ledger;

import io.musicreclass.ledger.db.SqlSession;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Settings that were changed while the program ran. Part of the {@link Ledger}, with its
 * guarantees.
 */
public final class StoredOptions {
  private final SqlSession reader;
  private final Supplier<Optional<SqlSession>> writer;

  /**
   * @param writer empty: the ledger was opened for reading
   */
  StoredOptions(SqlSession reader, Supplier<Optional<SqlSession>> writer) {
    this.reader = reader;
    this.writer = writer;
  }

  /**
   * The value chosen for an option while the program ran, if the configuration has not changed
   * since. The owner deletes a choice made before such a change.
   *
   * @param configured the value in the configuration
   */
  public Optional<String> choice(String option, String configured) {
    writer
        .get()
        .ifPresent(
            session ->
                session.run(
                    () ->
                        session.update(
                            "DELETE FROM choices WHERE option = ? AND configured <> ?",
                            option,
                            configured)));
    return reader.first(
        row -> row.getString(1),
        "SELECT value FROM choices WHERE option = ? AND configured = ?",
        option,
        configured);
  }

  /**
   * Stores a choice.
   *
   * @param configured the value in the configuration
   */
  public void choose(String option, String value, String configured) {
    SqlSession session = writer.get().orElseThrow(Ledger::readOnly);
    session.run(
        () ->
            session.update(
                "INSERT OR REPLACE INTO choices (option, value, configured) VALUES (?, ?, ?)",
                option,
                value,
                configured));
  }
}
