package io.musicreclass.ledger.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.musicreclass.ledger.Ledger;
import io.musicreclass.ledger.Songs;
import io.musicreclass.ledger.rows.HistoryFilter;
import io.musicreclass.problems.Problems;
import io.musicreclass.track.ClassifiedTrack.Origin;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ledger that is not as it was left, and its backups. */
class RecoveryTest {
  private static final Instant NIGHT = Instant.parse("2026-11-22T02:30:00Z");

  @TempDir Path folder;
  private final Problems problems = new Problems();

  private Path home() {
    return folder.resolve("var");
  }

  private Path db() {
    return home().resolve("ledger.db");
  }

  private Path backups() {
    return folder.resolve("nas/backups");
  }

  private Ledger open() {
    return open(Optional.empty());
  }

  private Ledger open(Optional<String> earlierUse) {
    return Ledger.open(home(), backups(), earlierUse, problems);
  }

  private static void decide(Ledger ledger, int song) {
    ledger.queue().arrive(Songs.file(song + ".mp3"), Origin.INBOX);
    Songs.decideNext(ledger, Songs.id(song));
  }

  private static Path backUp(Ledger ledger, Instant at) throws IOException {
    return ledger.maintenance().backUp(at, () -> false);
  }

  /** A ledger with a song in its backup, and one that came later. */
  private void leftBehind() throws IOException {
    try (Ledger ledger = open()) {
      decide(ledger, 1);
      backUp(ledger, NIGHT);
      decide(ledger, 2);
    }
  }

  private void damage(Path file) throws IOException {
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      for (long page = 4096; page < bytes.length(); page += 4096) {
        bytes.seek(page);
        bytes.write(new byte[2048]);
      }
    }
  }

  private List<String> files(String start) throws IOException {
    try (Stream<Path> files = Files.list(home())) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith(start))
          .toList();
    }
  }

  private void assertRestored(Ledger ledger, String what) {
    assertThat(ledger.tracks().verdict(Songs.id(1))).isPresent();
    assertThat(ledger.tracks().verdict(Songs.id(2))).isEmpty();
    assertThat(ledger.maintenance().notice().orElseThrow())
        .contains(db().toString(), what, "backup of", "2026");
    assertThat(ledger.maintenance().checked()).isTrue();
    decide(ledger, 2);
  }

  @Test
  void aDamagedLedgerIsSetAsideAndTheNewestBackupTakesItsPlace() throws IOException {
    leftBehind();
    damage(db());
    byte[] damaged = Files.readAllBytes(db());
    try (Ledger ledger = open()) {
      assertRestored(ledger, "was damaged and kept as");
    }
    List<String> aside = files("ledger.db.damaged-");
    assertThat(aside).hasSize(1);
    assertThat(home().resolve(aside.get(0))).hasBinaryContent(damaged);
    assertThat(open().maintenance().notice()).as("the next time all is well").isEmpty();
  }

  @Test
  void aFileThatIsNoDatabaseIsSetAside() throws IOException {
    leftBehind();
    Files.writeString(db(), "no database, whatever its name says".repeat(200));
    try (Ledger ledger = open()) {
      assertRestored(ledger, "was damaged");
    }
  }

  @Test
  void anEmptiedLedgerIsNoFirstStart() throws IOException {
    leftBehind();
    Files.write(db(), new byte[0]);
    try (Ledger ledger = open()) {
      assertRestored(ledger, "was empty");
    }
  }

  @Test
  void aLedgerThatIsGoneIsNoFirstStartWhileThereIsABackup() throws IOException {
    leftBehind();
    Files.delete(db());
    Files.delete(home().resolve("ledger.lock"));
    try (Ledger ledger = open()) {
      assertRestored(ledger, "was missing");
    }
  }

  @Test
  void aBackupThatIsDamagedIsPassedOver() throws IOException {
    try (Ledger ledger = open()) {
      decide(ledger, 1);
      backUp(ledger, NIGHT);
      decide(ledger, 2);
      damage(backUp(ledger, NIGHT.plus(Duration.ofDays(1))));
    }
    Files.delete(db());
    try (Ledger ledger = open()) {
      assertRestored(ledger, "was missing");
    }
  }

  @Test
  void whatWasHeldWhenTheBackupWasMadeIsNotBlamed() throws IOException {
    try (Ledger ledger = open()) {
      ledger.queue().arrive(Songs.file("a.mp3"), Origin.INBOX);
      assertThat(ledger.queue().claim()).isPresent();
      backUp(ledger, NIGHT);
    }
    Files.delete(db());
    try (Ledger ledger = open()) {
      assertThat(ledger.views().file(Songs.file("a.mp3").path()).orElseThrow().crashes()).isZero();
      assertThat(ledger.queue().claim()).isPresent();
    }
  }

  @Test
  void aDamagedLedgerWithoutBackupIsLeftAsItIs() throws IOException {
    try (Ledger ledger = open()) {
      decide(ledger, 1);
    }
    damage(db());
    byte[] damaged = Files.readAllBytes(db());
    assertThatThrownBy(this::open)
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining("damaged")
        .hasMessageContaining("no sound backup in " + backups());
    assertThat(db()).hasBinaryContent(damaged);
  }

  @Test
  void aFirstStartIsNothingToTell() {
    try (Ledger ledger = open()) {
      assertThat(ledger.maintenance().notice()).isEmpty();
    }
  }

  @Test
  void anEmptiedLedgerWithoutBackupIsTold() throws IOException {
    leftBehind();
    for (Path backup : new Backups(backups()).newestFirst()) {
      Files.delete(backup);
    }
    Files.write(db(), new byte[0]);
    try (Ledger ledger = open()) {
      assertThat(ledger.maintenance().notice().orElseThrow()).contains("is empty", "put a copy");
    }
    Files.delete(db());
    try (Ledger ledger = open()) {
      assertThat(ledger.maintenance().notice().orElseThrow()).contains("is missing", "put a copy");
    }
  }

  @Test
  void aMissingLedgerIsToldWhenModelsSayThatThisIsNoFirstStart() {
    try (Ledger ledger = open(Optional.of("models were imported on 2026-01-02"))) {
      assertThat(ledger.maintenance().notice().orElseThrow())
          .contains("is missing although models were imported on 2026-01-02");
    }
  }

  @Test
  void sevenBackupsAreKeptAndNothingElseIsRemoved() throws IOException {
    try (Ledger ledger = open()) {
      decide(ledger, 1);
      Path own = Files.writeString(Files.createDirectories(backups()).resolve("ledger-old.db"), "");
      for (int night = 0; night < 9; night++) {
        backUp(ledger, NIGHT.plus(Duration.ofDays(night)));
      }
      assertThat(new Backups(backups()).newestFirst())
          .hasSize(7)
          .first()
          .asString()
          .endsWith("ledger-20261130T023000Z.db");
      assertThat(own).exists();
      assertThat(ledger.maintenance().newestBackup()).contains(NIGHT.plus(Duration.ofDays(8)));
    }
    assertThat(files("ledger.backup")).isEmpty();
  }

  @Test
  void aBackupThatCannotBeWrittenLeavesNothingBehind() throws IOException {
    try (Ledger ledger = open()) {
      Files.writeString(folder.resolve("nas"), "a file in the place of the folder");
      assertThatThrownBy(() -> backUp(ledger, NIGHT)).isInstanceOf(IOException.class);
      assertThat(files("ledger.backup")).isEmpty();
      decide(ledger, 1);
    }
  }

  @Test
  void aBackupThatIsBrokenOffLeavesNoHalf() throws IOException {
    try (Ledger ledger = open()) {
      assertThatThrownBy(() -> ledger.maintenance().backUp(NIGHT, () -> true))
          .isInstanceOf(IOException.class);
    }
    try (Stream<Path> files = Files.list(backups())) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void aDamagedPageMetByAReaderIsAProblemThatSaysWhatToDo() throws IOException {
    leftBehind();
    try (Ledger ledger = open()) {
      assertThat(problems.current()).isEmpty();
      damage(db());
      assertThatThrownBy(() -> ledger.views().history(HistoryFilter.ALL, Long.MAX_VALUE, 10))
          .isInstanceOf(LedgerException.class);
      assertThat(problems.current()).singleElement().asString().contains("damaged", "Restart");
      ledger.maintenance().recordDamage();
    }
    try (Ledger ledger = open()) {
      assertRestored(ledger, "was damaged");
      assertThat(files("ledger.suspect")).isEmpty();
    }
  }

  @Test
  void aCheckFindsDamageAndTakesTheProblemBack() throws IOException {
    leftBehind();
    byte[] sound = Files.readAllBytes(db());
    try (Ledger ledger = open()) {
      assertThat(ledger.maintenance().check(() -> false)).isTrue();
      damage(db());
      assertThat(ledger.maintenance().check(() -> false)).isFalse();
      assertThat(problems.current()).singleElement().asString().contains("damaged", "Restart");
      Files.write(db(), sound);
      assertThat(ledger.maintenance().check(() -> false)).isTrue();
      assertThat(problems.current()).isEmpty();
    }
  }

  @Test
  void aCheckStopsWhenItIsAskedTo() throws IOException {
    try (Ledger ledger = open()) {
      for (int song = 0; song < 300; song++) {
        decide(ledger, song);
      }
      assertThat(IntegrityCheck.of(db(), () -> true)).isEqualTo(IntegrityCheck.UNKNOWN);
      assertThat(IntegrityCheck.of(db(), () -> false)).isEqualTo(IntegrityCheck.SOUND);
    }
  }

  @Test
  void nobodyElseLooksIntoTheLedgerItsFolderOrItsBackups() throws IOException {
    Files.createDirectories(home());
    Files.setPosixFilePermissions(home(), PosixFilePermissions.fromString("rwxrwxrwx"));
    Files.createFile(db());
    Files.setPosixFilePermissions(db(), PosixFilePermissions.fromString("rw-rw-rw-"));
    try (Ledger ledger = open()) {
      decide(ledger, 1);
      Path backup = backUp(ledger, NIGHT);
      for (String name : List.of("ledger.db", "ledger.db-wal", "ledger.db-shm", "ledger.lock")) {
        assertThat(mode(home().resolve(name))).as(name).isEqualTo("rw-r-----");
      }
      assertThat(mode(home())).isEqualTo("rwxr-x---");
      assertThat(mode(backup)).isEqualTo("rw-r-----");
      assertThat(mode(backups())).isEqualTo("rwxr-x---");
    }
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
