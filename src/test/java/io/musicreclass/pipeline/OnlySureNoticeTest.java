package io.musicreclass.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.ledger.Ledger;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an upgrade says about {@code reclass.after.only-sure}. */
class OnlySureNoticeTest {
  @TempDir Path folder;
  private Shelved shelved;

  @BeforeEach
  void aLedgerWithASong() throws IOException {
    shelved = new Shelved(folder);
    Shelved.flac(shelved.inbox.resolve("a.flac"), 1, Map.of());
    try (Ledger ledger = shelved.ledger()) {
      shelved.decide(ledger, name -> "Jazz");
    }
  }

  /** Makes the ledger what it was before the migration. */
  private void downgrade() throws SQLException {
    try (Connection db =
            DriverManager.getConnection("jdbc:sqlite:" + shelved.root.resolve("var/ledger.db"));
        Statement sql = db.createStatement()) {
      sql.executeUpdate("DROP INDEX files_shelf_unsure");
      sql.executeUpdate("ALTER TABLE files DROP COLUMN shelf_unsure");
      sql.executeUpdate("PRAGMA user_version = 11");
    }
  }

  private OnlySureNotice started(Ledger ledger, String... after) {
    OnlySureNotice notice = new OnlySureNotice(shelved.setup(after), ledger);
    notice.start();
    return notice;
  }

  @Test
  void whoSortedBeforeAnUpgradeIsToldUntilTheyDismissIt() throws Exception {
    downgrade();
    try (Ledger ledger = shelved.ledger()) {
      assertThat(started(ledger, "action", "move").text())
          .hasValueSatisfying(text -> assertThat(text).contains("reclass.after.only-sure=false"));
      OnlySureNotice second = started(ledger, "action", "move");
      assertThat(second.text()).as("after a restart").isPresent();
      second.dismiss();
      assertThat(second.text()).isEmpty();
      assertThat(started(ledger, "action", "move").text()).as("dismissed").isEmpty();
    }
  }

  @Test
  void whoSetsTheKeyIsToldNoMore() throws Exception {
    downgrade();
    try (Ledger ledger = shelved.ledger()) {
      assertThat(started(ledger, "tag", "genre").text()).isPresent();
      assertThat(started(ledger, "tag", "genre", "only-sure", "true").text()).isEmpty();
    }
  }

  @Test
  void whoNeverSortedIsNotToldAlsoWhenTheyBegin() throws Exception {
    downgrade();
    try (Ledger ledger = shelved.ledger()) {
      assertThat(started(ledger).text()).isEmpty();
      assertThat(started(ledger, "action", "move").text()).isEmpty();
    }
  }

  @Test
  void aNewInstallationIsNotTold() throws IOException {
    try (Ledger ledger = shelved.ledger()) {
      assertThat(started(ledger, "action", "move").text()).isEmpty();
    }
  }
}
