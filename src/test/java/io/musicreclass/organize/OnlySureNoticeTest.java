package io.musicreclass.organize;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.ledger.Ledger;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The notice about {@code reclass.after.only-sure} after an upgrade. */
class OnlySureNoticeTest {
  private static final int MIGRATION = 12;

  @TempDir Path folder;
  private OrganizeFixture fixture;

  @BeforeEach
  void install() throws IOException {
    fixture = new OrganizeFixture(folder);
  }

  /** A database of the version before the setting, with a file. */
  private void oldLedger() throws Exception {
    Path home = Files.createDirectories(fixture.root.resolve("var"));
    try (Connection db = DriverManager.getConnection("jdbc:sqlite:" + home.resolve("ledger.db"));
        Statement sql = db.createStatement()) {
      for (int version = 1; version < MIGRATION; version++) {
        String name = String.format("/ledger/%03d.sql", version);
        try (InputStream script = Ledger.class.getResourceAsStream(name)) {
          sql.executeUpdate(new String(script.readAllBytes(), StandardCharsets.UTF_8));
        }
      }
      sql.executeUpdate(
          "INSERT INTO files (path, inode, size, mtime, origin, state, seq, at)"
              + " VALUES (x'2f612e6d7033', 1, 1, 1, 'inbox', 'done', 1, 1)");
      sql.executeUpdate("PRAGMA user_version = " + (MIGRATION - 1));
    }
  }

  private OnlySureNotice started(Ledger ledger, String... after) {
    OnlySureNotice notice = new OnlySureNotice(fixture.setup(after), ledger);
    notice.start();
    return notice;
  }

  @Test
  void thoseWhoSortedBeforeAnUpgradeSeeItUntilTheyDismissIt() throws Exception {
    oldLedger();
    try (Ledger ledger = fixture.ledger()) {
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
  void itDisappearsOnceTheKeyIsSet() throws Exception {
    oldLedger();
    try (Ledger ledger = fixture.ledger()) {
      assertThat(started(ledger, "tag", "genre").text()).isPresent();
      assertThat(started(ledger, "tag", "genre", "only-sure", "true").text()).isEmpty();
    }
  }

  @Test
  void thoseWhoNeverSortedDoNotSeeItEvenWhenTheyStart() throws Exception {
    oldLedger();
    try (Ledger ledger = fixture.ledger()) {
      assertThat(started(ledger).text()).isEmpty();
      assertThat(started(ledger, "action", "move").text()).isEmpty();
    }
  }

  @Test
  void aNewInstallationDoesNotShowIt() throws IOException {
    try (Ledger ledger = fixture.ledger()) {
      assertThat(started(ledger, "action", "move").text()).isEmpty();
    }
  }
}
