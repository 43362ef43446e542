package io.musicreclass.ledger.db;

import io.musicreclass.problems.Problems;
import java.nio.file.Path;

/** A connection without a ledger. */
public final class RawSession {
  private RawSession() {}

  /** Writes to the database of a folder that no ledger owns. */
  public static SqlSession writer(Path home) {
    return writer(home, new Problems());
  }

  public static SqlSession writer(Path home, Problems problems) {
    Path db = home.resolve("ledger.db");
    return Database.writer(db, new DatabaseCondition(db, problems));
  }
}
