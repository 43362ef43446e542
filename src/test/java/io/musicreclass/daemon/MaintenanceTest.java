package io.musicreclass.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.ledger.Ledger;
import io.musicreclass.problems.Problems;
import io.musicreclass.testing.ManualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MaintenanceTest {
  @TempDir Path folder;
  private final ManualClock clock = new ManualClock();
  private final Problems problems = new Problems();
  private Ledger ledger;
  private Maintenance maintenance;

  @BeforeEach
  void open() {
    clock.now = Instant.parse("2026-11-22T20:00:00Z");
    ledger = Ledger.open(folder.resolve("var"), backups(), Optional.empty(), problems);
    maintenance = new Maintenance(ledger, problems, clock, ZoneOffset.UTC, () -> {});
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  private Path backups() {
    return folder.resolve("nas/backups");
  }

  private List<String> made() throws IOException {
    if (!Files.isDirectory(backups())) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(backups())) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private void maintainAfter(Duration time) {
    clock.now = clock.now.plus(time);
    maintenance.backUpIfDue();
  }

  @Test
  void theFirstBackupIsMadeSoonAfterTheStartAndTheOthersAtNight() throws IOException {
    maintainAfter(Duration.ofMinutes(1));
    assertThat(made()).isEmpty();
    maintainAfter(Duration.ofMinutes(10));
    assertThat(made()).containsExactly("ledger-20261122T201100Z.db");
    maintainAfter(Duration.ofHours(7));
    assertThat(made()).as("at 03:11").hasSize(1);
    maintainAfter(Duration.ofMinutes(20));
    assertThat(made()).hasSize(2).last().isEqualTo("ledger-20261123T033100Z.db");
    maintainAfter(Duration.ofHours(23));
    assertThat(made()).hasSize(2);
  }

  @Test
  void aProgramThatRunsOnlyByDayMakesTheMissedBackup() throws IOException {
    maintainAfter(Duration.ofMinutes(11));
    clock.now = Instant.parse("2026-11-23T09:00:00Z");
    maintenance = new Maintenance(ledger, problems, clock, ZoneOffset.UTC, () -> {});
    maintainAfter(Duration.ofMinutes(11));
    assertThat(made()).hasSize(2);
  }

  @Test
  void aBackupThatFailsTwiceIsAProblemUntilOneSucceeds() throws IOException {
    Path obstacle = Files.writeString(folder.resolve("nas"), "a file instead of the folder");
    maintainAfter(Duration.ofMinutes(11));
    assertThat(problems.current()).as("a single failure may be transient").isEmpty();
    maintainAfter(Duration.ofMinutes(61));
    assertThat(problems.current())
        .singleElement()
        .asString()
        .contains("not backed up to " + backups(), "reclass.backup.path");
    Files.delete(obstacle);
    maintainAfter(Duration.ofMinutes(61));
    assertThat(problems.current()).isEmpty();
    assertThat(made()).hasSize(1);
  }

  @Test
  void aDamagedLedgerReplacesNoBackup() throws IOException {
    maintainAfter(Duration.ofMinutes(11));
    ledger.close(); // writes the log into the file
    open();
    Path db = folder.resolve("var/ledger.db");
    byte[] damaged = Files.readAllBytes(db);
    Arrays.fill(damaged, 4096, damaged.length, (byte) 0);
    Files.write(db, damaged);
    maintainAfter(Duration.ofDays(1));
    assertThat(made()).hasSize(1);
    assertThat(problems.current()).singleElement().asString().contains("damaged", "Restart");
    maintenance.recheck();
    assertThat(folder.resolve("var/ledger.suspect")).exists();
  }
}
