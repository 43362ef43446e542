package io.musicreclass.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.musicreclass.ledger.Ledger;
import io.musicreclass.ledger.db.LedgerException;
import io.musicreclass.track.ClassifiedTrack.Origin;
import io.musicreclass.track.SongFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupTest {
  private static final Instant NOW = Instant.parse("2026-05-06T07:08:09Z");

  @TempDir private Path folder;
  private Place place;
  private Path archive;

  @BeforeEach
  void anInstallation() throws IOException {
    place =
        new Place(
            folder.resolve("etc/application.properties"),
            folder.resolve("var"),
            folder.resolve("models"));
    archive = folder.resolve("saved.zip");
    Files.createDirectories(place.configuration().getParent());
    Files.createDirectories(place.models());
    Files.writeString(place.configuration(), "reclass.mqtt.password=old\n");
    try (Ledger ledger = Ledger.open(place.home())) {
      queue(ledger, "old.mp3", 1);
    }
    Files.writeString(place.home().resolve("token"), "old-token");
  }

  private static void queue(Ledger ledger, String name, long inode) {
    SongFile song = new SongFile(Path.of("/music", name), inode, 1000, 1);
    assertThat(ledger.queue().arriveAll(List.of(song), Origin.INBOX)).hasSize(1);
  }

  private Backup.Outcome save() throws IOException {
    return Backup.write(place, archive, false, "test", NOW);
  }

  private void changeEverything() throws IOException {
    Files.writeString(place.configuration(), "reclass.mqtt.password=new\n");
    Files.writeString(place.home().resolve("token"), "new-token");
    try (Ledger ledger = Ledger.open(place.home())) {
      queue(ledger, "new.mp3", 2);
    }
  }

  private int songs() {
    try (Ledger ledger = Ledger.open(place.home())) {
      return ledger.views().waiting(9);
    }
  }

  /** Every file with its content, except the database's own. */
  private Map<String, String> everything() throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path file : tree.toList()) {
        if (!file.equals(archive) && !file.getFileName().toString().matches("ledger\\.db-.*")) {
          files.put(
              folder.relativize(file).toString(),
              Files.isRegularFile(file) ? sha256(Files.readAllBytes(file)) : "");
        }
      }
    }
    return files;
  }

  @Test
  void whatWasSavedWhileADaemonRanIsBackAfterARestore() throws IOException {
    try (Ledger running = Ledger.open(place.home())) {
      queue(running, "in-the-log.mp3", 3);
      assertThat(save().files()).isEqualTo(3);
    }
    changeEverything();
    Restore.Outcome outcome = Restore.from(archive, place, NOW);
    assertThat(songs()).isEqualTo(2);
    assertThat(place.configuration()).hasContent("reclass.mqtt.password=old");
    assertThat(place.home().resolve("token")).hasContent("old-token");
    assertThat(outcome.made()).isEqualTo("2026-05-06T07:08:09Z");
    Path aside = place.home().resolve("before-restore-20260506T070809Z");
    assertThat(outcome.aside()).contains(aside);
    assertThat(aside.resolve("token")).hasContent("new-token");
    assertThat(aside.resolve("ledger.db")).exists();
    assertThat(place.configuration().resolveSibling("before-restore-20260506T070809Z"))
        .isDirectoryContaining("glob:**/application.properties");
    assertThat(everything().keySet()).noneMatch(name -> name.contains(".part"));
  }

  @Test
  void settingsBesideTheDatabaseAreRestoredToo() throws IOException {
    Path settings = place.home().resolve("application.properties");
    place = new Place(settings, place.home(), place.models());
    Files.writeString(settings, "reclass.vote.sure=0.7\n");
    assertThat(save().files()).isEqualTo(3);
    changeEverything();
    Restore.from(archive, place, NOW);
    assertThat(settings).hasContent("reclass.vote.sure=0.7");
    assertThat(place.home().resolve("token")).hasContent("old-token");
    assertThat(songs()).isEqualTo(1);
  }

  @Test
  void onlyTheUserCanReadAnArchive() throws IOException {
    save();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(archive)))
        .isEqualTo("rw-------");
  }

  @Test
  void anExistingFileIsNotReplaced() throws IOException {
    Files.writeString(archive, "mine");
    assertThatThrownBy(this::save).hasMessageContaining("exists");
    assertThat(archive).hasContent("mine");
  }

  @Test
  void nothingIsRestoredWhileADaemonRuns() throws IOException {
    save();
    try (Ledger running = Ledger.open(place.home())) {
      assertThat(running.views().waiting(9)).isEqualTo(1);
      assertThatThrownBy(() -> Restore.from(archive, place, NOW))
          .isInstanceOf(LedgerException.class)
          .hasMessageContaining("in use");
    }
  }

  @Test
  void settingsThatNameOtherFoldersAreRefused() throws IOException {
    Files.writeString(place.configuration(), "reclass.home=/data\n");
    save();
    Files.writeString(place.configuration(), "");
    refused("its settings say reclass.home=/data");
  }

  private void refused(String why) throws IOException {
    Map<String, String> before = everything();
    assertThatThrownBy(() -> Restore.from(archive, place, NOW))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("Nothing was restored from " + archive)
        .hasMessageContaining(why);
    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void aTruncatedArchiveIsRefused() throws IOException {
    save();
    byte[] bytes = Files.readAllBytes(archive);
    Files.write(archive, java.util.Arrays.copyOf(bytes, bytes.length / 2));
    refused("damaged");
  }

  @Test
  void damageInTheMiddleIsRefused() throws IOException {
    save();
    byte[] bytes = Files.readAllBytes(archive);
    bytes[bytes.length / 2] ^= 0x55;
    Files.write(archive, bytes);
    refused("");
  }

  @Test
  void anotherProgramsArchiveIsRefused() throws IOException {
    write(Map.of("photo.jpg", new byte[9]));
    refused("not a backup of Reclass");
    Files.writeString(archive, "no archive");
    refused("no archive");
  }

  @Test
  void namesThatLeadElsewhereAreRefused() throws IOException {
    for (String name :
        List.of(
            "settings/../../evil",
            "home/..",
            "/etc/passwd",
            "models/x/../../y",
            "home/a/b",
            "home/.hidden",
            "home/ledger.db",
            "home/ledger.db-wal",
            "home/ledger.lock",
            "home/restore.journal",
            "settings/restore.journal.part",
            "home/before-restore-20260506T070809Z",
            "home\\evil",
            "other/file")) {
      forge(Map.of(name, "x".getBytes(StandardCharsets.UTF_8)), 0);
      refused("names a file that no backup has");
    }
  }

  @Test
  void aNameThatNoFileCanHaveIsRefused() throws IOException {
    forge(Map.of("home/token", new byte[0]), 0);
    Map<String, byte[]> files = contents();
    String list = new String(files.get(Manifest.NAME), StandardCharsets.UTF_8);
    files.put(
        Manifest.NAME, list.replace("home/token", "home/\\ud800").getBytes(StandardCharsets.UTF_8));
    write(files);
    refused("names a file that no backup has");
  }

  @Test
  void sizesThatNoBackupHasAreRefused() throws IOException {
    forge(Map.of("settings/application.properties", new byte[5 << 20]), 0);
    refused("its list of files is damaged at 'settings/application.properties'");
    forge(Map.of("models/a/b", new byte[0], "models/a/c", new byte[0]), -Long.MAX_VALUE);
    refused("it needs ");
  }

  @Test
  void aFolderIsNotReplacedByAFile() throws IOException {
    forge(Map.of("home/inbox", new byte[1]), 0);
    Files.createDirectories(place.home().resolve("inbox/songs"));
    Map<String, String> before = everything();
    assertThatThrownBy(() -> Restore.from(archive, place, NOW))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("inbox is a folder");
    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void aFileLargerThanItsListSaysIsRefusedBeforeItFillsTheDisk() throws IOException {
    forge(Map.of("home/token", new byte[50_000_000]), 49_999_000);
    refused("home/token is larger than its list says");
  }

  @Test
  void filesBeyondTheListAreRefused() throws IOException {
    save();
    Map<String, byte[]> files = contents();
    files.put("home/extra", new byte[1]);
    write(files);
    refused("other files than its list says");
  }

  @Test
  void anotherProgramsDatabaseIsRefused() throws IOException {
    forge(Map.of(Place.DATABASE, "SQLite format 3 no".getBytes(StandardCharsets.UTF_8)), 0);
    refused("its database cannot be used");
  }

  @Test
  void aDatabaseOfANewerReclassIsRefused() throws IOException, SQLException {
    Path newer = Files.createDirectory(folder.resolve("newer")).resolve("ledger.db");
    save();
    Files.write(newer, contents().get(Place.DATABASE));
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + newer);
        Statement statement = connection.createStatement()) {
      statement.executeUpdate("PRAGMA user_version = 999");
    }
    forge(Map.of(Place.DATABASE, Files.readAllBytes(newer)), 0);
    refused("has version 999");
  }

  @Test
  void aNewerFormatIsRefusedWithTheProgramThatCanReadIt() throws IOException {
    save();
    Map<String, byte[]> files = contents();
    files.put(
        Manifest.NAME,
        new String(files.get(Manifest.NAME), StandardCharsets.UTF_8)
            .replace("\"version\" : 1", "\"version\" : 2")
            .getBytes(StandardCharsets.UTF_8));
    write(files);
    refused("format 2 is unknown here");
  }

  @Test
  void anInterruptedRestoreIsFinishedByTheNextStartAfterEachStep() throws IOException {
    save();
    for (int kill = 0; kill < 3; kill++) {
      changeEverything();
      Path staged = Files.createDirectories(place.home().resolve(".restore.part"));
      Path aside = Files.createDirectory(place.home().resolve("aside-" + kill));
      Path token = place.home().resolve("token");
      Files.writeString(staged.resolve("token"), "restored");
      Move move = new Move(token, aside.resolve("token"), staged.resolve("token"));
      // the journal as it is before the first move, then as far as the kill allowed
      writeJournal(move);
      if (kill > 0) {
        Files.move(token, move.aside());
      }
      if (kill > 1) {
        Files.move(move.staged(), token);
      }
      RestoreJournal.finishInterrupted(place.home());
      assertThat(token).hasContent("restored");
      assertThat(move.aside()).hasContent("new-token");
      assertThat(RestoreJournal.isPending(place.home())).isFalse();
    }
  }

  private void writeJournal(Move move) throws IOException {
    Files.writeString(
        place.home().resolve("restore.journal"),
        "[{\"present\":\"%s\",\"aside\":\"%s\",\"staged\":\"%s\"}]"
            .formatted(move.present().toUri(), move.aside().toUri(), move.staged().toUri()));
  }

  private Map<String, byte[]> contents() throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    try (ZipFile zip = new ZipFile(archive.toFile())) {
      for (ZipEntry entry : zip.stream().toList()) {
        files.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
      }
    }
    return files;
  }

  private void write(Map<String, byte[]> files) throws IOException {
    try (OutputStream out = Files.newOutputStream(archive);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue());
      }
    }
  }

  /** An archive with a correct list of these files, in addition to a database. */
  private void forge(Map<String, byte[]> files, long less) throws IOException {
    Files.deleteIfExists(archive);
    save();
    Map<String, byte[]> all = new LinkedHashMap<>();
    all.put(Manifest.NAME, new byte[0]);
    all.put(Place.DATABASE, contents().get(Place.DATABASE));
    all.putAll(files);
    List<Manifest.Entry> entries =
        all.entrySet().stream()
            .skip(1)
            .map(
                file ->
                    new Manifest.Entry(
                        file.getKey(),
                        file.getValue().length - (files.containsKey(file.getKey()) ? less : 0),
                        sha256(file.getValue())))
            .toList();
    all.put(Manifest.NAME, new Manifest("test", NOW.toString(), entries).json());
    write(all);
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
