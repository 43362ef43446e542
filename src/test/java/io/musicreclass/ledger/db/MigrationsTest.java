package io.musicreclass.ledger.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.musicreclass.Tmpfs;
import io.musicreclass.ledger.FormerRows;
import io.musicreclass.ledger.Ledger;
import io.musicreclass.problems.Problems;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Databases that earlier programs left, with rows in all their tables. */
class MigrationsTest {
  private static final int NEWEST = Migrations.BUNDLED.newest();

  @TempDir private Path folder;

  private static List<String> newSchema;

  /** A new database needs no copy of what was there before. */
  @BeforeAll
  static void newDatabase(@TempDir Path fresh) throws SQLException, IOException {
    upgrade(fresh, MigrationsTest::bundled);
    newSchema = FormerRows.schema(db(fresh));
    assertThat(names(fresh)).containsExactly("ledger.db");
  }

  private static IntStream earlier() {
    return IntStream.range(1, NEWEST);
  }

  private static Path db(Path home) {
    return home.resolve("ledger.db");
  }

  private Path former(int version) throws SQLException, IOException {
    Path home = Files.createDirectory(folder.resolve("v" + version));
    FormerRows.create(home, version);
    return home;
  }

  private static void upgrade(Path home, IntFunction<Optional<String>> scripts) {
    Path db = db(home);
    DatabaseCondition condition = new DatabaseCondition(db, new Problems());
    Database.writer(db, condition, new Migrations(scripts)).close();
  }

  private static Optional<String> bundled(int version) {
    String name = "/ledger/%03d.sql".formatted(version);
    try (var in = Migrations.class.getResourceAsStream(name)) {
      return in == null
          ? Optional.empty()
          : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** The program's scripts and one more. */
  private static IntFunction<Optional<String>> bundledAnd(String sql) {
    return version -> version == NEWEST + 1 ? Optional.of(sql) : bundled(version);
  }

  private static void assertKept(
      Map<String, List<Map<String, Object>>> before, Map<String, List<Map<String, Object>>> after) {
    before.forEach(
        (table, rows) -> {
          assertThat(after.get(table)).as(table).hasSizeGreaterThanOrEqualTo(rows.size());
          for (Map<String, Object> row : rows) {
            assertThat(after.get(table))
                .as(table + " " + row)
                .anySatisfy(kept -> assertThat(kept).containsAllEntriesOf(row));
          }
        });
  }

  private static List<String> names(Path home) throws IOException {
    try (Stream<Path> files = Files.list(home)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("earlier")
  void everyEarlierDatabaseKeepsItsRowsAndGetsTheSchemaOfANewOne(int version) throws Exception {
    Path home = former(version);
    var before = FormerRows.rows(db(home));
    upgrade(home, MigrationsTest::bundled);
    assertKept(before, FormerRows.rows(db(home)));
    assertThat(FormerRows.schema(db(home))).isEqualTo(newSchema);
    assertThat(FormerRows.texts(db(home), "PRAGMA user_version")).containsExactly("" + NEWEST);
    assertThat(FormerRows.texts(db(home), "PRAGMA integrity_check")).containsExactly("ok");
    assertThat(FormerRows.texts(db(home), "PRAGMA foreign_key_check")).isEmpty();
    Path copy = home.resolve("ledger.db.v" + version);
    assertThat(FormerRows.rows(copy)).isEqualTo(before);
    assertThat(FormerRows.texts(copy, "PRAGMA user_version")).containsExactly("" + version);
    try (Ledger ledger = Ledger.open(home)) {
      ledger.listAll();
      assertThat(ledger.tracks().verdict(1L)).isPresent();
      assertThat(ledger.tracks().verdict(2L)).isPresent();
      assertThat(ledger.outbox().count()).isGreaterThanOrEqualTo(2);
    }
  }

  @Test
  void aFailedUpgradeLeavesTheDatabaseToTheEarlierProgram() throws Exception {
    Path home = former(NEWEST - 3);
    var before = FormerRows.rows(db(home));
    List<String> schema = FormerRows.schema(db(home));
    assertThatThrownBy(
            () -> upgrade(home, bundledAnd("DELETE FROM verdicts; CREATE TABLE tracks (a);")))
        .isInstanceOf(LedgerException.class)
        .hasMessageContainingAll(
            "from version " + (NEWEST - 3) + " to " + (NEWEST + 1), "as it was", "tracks");
    assertThat(FormerRows.rows(db(home))).isEqualTo(before);
    assertThat(FormerRows.schema(db(home))).isEqualTo(schema);
    assertThat(FormerRows.texts(db(home), "PRAGMA user_version"))
        .containsExactly("" + (NEWEST - 3));
    upgrade(home, MigrationsTest::bundled); // the next start tries again
    assertKept(before, FormerRows.rows(db(home)));
  }

  /** The files as they are at a step are what a kill at that step leaves. */
  @Test
  void aKillAtAnyStepLeavesADatabaseThatTheNextStartUpgrades() throws Exception {
    Path home = former(1);
    var before = FormerRows.rows(db(home));
    Files.writeString(home.resolve("ledger.upgrade"), "half a copy");
    List<Path> killed = new ArrayList<>();
    upgrade(
        home,
        version -> {
          if (version % 4 == 1) {
            killed.add(copyOf(home, killed.size()));
          }
          return bundled(version);
        });
    assertThat(killed).hasSizeGreaterThan(NEWEST / 4);
    for (Path left : killed) {
      upgrade(left, MigrationsTest::bundled);
      assertKept(before, FormerRows.rows(db(left)));
      assertThat(FormerRows.texts(db(left), "PRAGMA user_version")).containsExactly("" + NEWEST);
      assertThat(names(left)).contains("ledger.db.v1").doesNotContain("ledger.upgrade");
    }
  }

  private Path copyOf(Path home, int step) {
    try (Stream<Path> files = Files.list(home)) {
      Path copy = Files.createDirectory(folder.resolve("killed-" + step));
      for (Path file : files.toList()) {
        if (!file.toString().endsWith("-shm")) { // in memory only
          Files.copy(file, copy.resolve(file.getFileName()));
        }
      }
      return copy;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void theCopiesOfTheThreeNewestVersionsAreKept() throws Exception {
    Path home = former(12);
    for (String other : List.of("v2", "v9", "v10", "v11", "v11.mine", "v")) {
      Files.createFile(home.resolve("ledger.db." + other));
    }
    upgrade(home, MigrationsTest::bundled);
    assertThat(names(home))
        .contains("ledger.db.v10", "ledger.db.v11", "ledger.db.v12")
        .contains("ledger.db.v11.mine", "ledger.db.v")
        .doesNotContain("ledger.db.v2", "ledger.db.v9");
  }

  @Test
  void withoutRoomForTheCopyNothingIsUpgraded() throws Exception {
    try (Tmpfs small = Tmpfs.mount(folder.resolve("small"), "20m")) {
      FormerRows.create(small.folder(), 5);
      assertThatThrownBy(() -> upgrade(small.folder(), MigrationsTest::bundled))
          .isInstanceOf(LedgerException.class)
          .hasMessageContainingAll("before its upgrade", "MB are free", "make room");
      assertThat(FormerRows.texts(db(small.folder()), "PRAGMA user_version")).containsExactly("5");
      assertThat(names(small.folder())).containsOnly("ledger.db");
    }
  }

  @Test
  void aDatabaseOfANewerProgramIsRefusedAndNotTouched() throws Exception {
    Path home = former(3);
    upgrade(home, bundledAnd("CREATE TABLE later (a);"));
    byte[] before = Files.readAllBytes(db(home));
    assertThatThrownBy(() -> Ledger.open(home))
        .isInstanceOf(LedgerException.class)
        .hasMessageContainingAll(
            "has version " + (NEWEST + 1), "up to " + NEWEST, "install the newer Reclass");
    assertThat(Files.readAllBytes(db(home))).isEqualTo(before);
  }
}
