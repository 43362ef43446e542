package io.musicreclass.organize;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.decode.TestAudio;
import io.musicreclass.ledger.Ledger;
import io.musicreclass.ledger.rows.FileRow;
import io.musicreclass.ledger.rows.FileState;
import io.musicreclass.testing.MemoryTempDir;
import io.musicreclass.track.SongFile;
import io.musicreclass.track.TrackId;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files are moved and tagged, and the changes undone, by processes that are killed at any moment.
 */
class CrashRecoveryTest {
  private static final int SONGS = 1000;
  private static final int KILLS = 6;
  private static final List<String> GENRES = List.of("Blues", "Jazz", "Rock", "Pop", "Disco");
  private static final String[] AFTER = {
    "action", "move", "tag", "genre", "path", "sorted/{genre}/{file}"
  };

  @TempDir(factory = MemoryTempDir.class)
  Path folder;

  /** A file before any change. */
  private record Original(TrackId id, FileDigest content, SongFile stat) {}

  private static String genre(String name) {
    return GENRES.get(Integer.parseInt(name.substring(0, 4)) % GENRES.size());
  }

  private static void song(Path inbox, int number) {
    String name = String.format("%04d.", number);
    switch (number % 10) {
      case 0 -> write(inbox, name + "flac", "flac", "flac", 8000, 1, number);
      case 1 -> write(inbox, name + "ogg", "ogg", "vorbis", 44100, 2, number);
      case 2 -> write(inbox, name + "mp3", "mp3", "libmp3lame", 16000, 1, number);
      default -> write(inbox, name + "wav", "wav", "pcm_s16le", 8000, 1, number);
    }
  }

  private static void write(
      Path inbox, String name, String muxer, String encoder, int rate, int channels, int number) {
    float[] sound = TestAudio.tones(rate, channels, 0.2);
    for (int i = 0; i < sound.length; i++) {
      sound[i] *= (float) Math.cos(i * number / 100_000.0); // all songs differ
    }
    TestAudio.write(inbox.resolve(name), muxer, encoder, rate, channels, sound);
  }

  private static Map<Path, Original> library(OrganizeFixture fixture) throws IOException {
    for (int i = 0; i < SONGS; i++) {
      song(fixture.inbox, i);
    }
    Map<Path, Original> library = new HashMap<>();
    for (Path file : OrganizeFixture.files(fixture.inbox)) {
      library.put(
          file, new Original(OrganizeFixture.id(file), FileDigest.of(file), SongFile.stat(file)));
    }
    try (Ledger ledger = fixture.ledger()) {
      fixture.decide(ledger, CrashRecoveryTest::genre);
    }
    return library;
  }

  @Test
  void aThousandFilesAreMovedTaggedAndRestoredDespiteKills() throws Exception {
    OrganizeFixture fixture = new OrganizeFixture(folder);
    Map<Path, Original> library = library(fixture);
    assertThat(library).hasSize(SONGS);
    Random random = new Random(5);

    int killed = untilDone(fixture, "apply", random, library);

    assertThat(killed).as("kills of apply while it was running").isEqualTo(KILLS);
    assertThat(OrganizeFixture.files(fixture.inbox)).isEmpty();
    List<Path> sorted = OrganizeFixture.files(fixture.sorted);
    assertThat(sorted).hasSize(SONGS);
    try (Ledger ledger = fixture.ledger()) {
      for (Path source : library.keySet()) {
        Path now = target(fixture, source);
        assertThat(OrganizeFixture.id(now)).isEqualTo(library.get(source).id());
        assertThat(FileDigest.of(now)).isNotEqualTo(library.get(source).content());
        FileRow row = ledger.views().file(now).orElseThrow();
        assertThat(row.state()).isEqualTo(FileState.DONE);
        assertThat(row.file()).isEqualTo(SongFile.stat(now));
        assertThat(ledger.views().file(source)).isEmpty();
      }
    }

    killed = untilDone(fixture, "undo", random, library);

    assertThat(killed).as("kills of undo while it was running").isEqualTo(KILLS);
    assertThat(OrganizeFixture.files(fixture.sorted)).isEmpty();
    assertThat(OrganizeFixture.files(fixture.inbox))
        .containsExactlyInAnyOrderElementsOf(library.keySet());
    try (Ledger ledger = fixture.ledger()) {
      for (Path source : library.keySet()) {
        assertThat(FileDigest.of(source)).isEqualTo(library.get(source).content());
        SongFile now = SongFile.stat(source);
        assertThat(now.mtime()).isEqualTo(library.get(source).stat().mtime());
        assertThat(ledger.views().file(source).orElseThrow().file()).isEqualTo(now);
      }
    }
  }

  private static Path target(OrganizeFixture fixture, Path source) {
    String name = source.getFileName().toString();
    return fixture.sorted.resolve(genre(name)).resolve(name);
  }

  /**
   * Runs the command to its end after killing it several times; returns how many kills hit it
   * running.
   */
  private int untilDone(
      OrganizeFixture fixture, String command, Random random, Map<Path, Original> library)
      throws Exception {
    int killed = 0;
    for (int i = 0; i < KILLS; i++) {
      Process process = start(command);
      BufferedReader lines = process.inputReader();
      for (int line = random.nextInt(SONGS / KILLS / 2); line >= 0; line--) {
        lines.readLine();
      }
      Thread.sleep(random.nextInt(5));
      killed += process.isAlive() ? 1 : 0;
      process.destroyForcibly().waitFor();
      for (Path source : library.keySet()) {
        assertThat(Files.exists(source) || Files.exists(target(fixture, source)))
            .as(source + " exists at its old or new path")
            .isTrue();
      }
    }
    long moved = library.keySet().stream().filter(s -> Files.exists(target(fixture, s))).count();
    System.out.printf(
        "%s killed %d times while running, %d of %d moved%n", command, killed, moved, SONGS);
    assertThat(moved).as("files moved between kills").isNotEqualTo(movedBefore(command));
    Process last = start(command);
    String output = new String(last.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(last.waitFor()).as(output).isZero();
    return killed;
  }

  /** The number of moved files before the command ran. */
  private static long movedBefore(String command) {
    return command.equals("apply") ? 0 : SONGS;
  }

  private Process start(String command) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xshare:auto",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            CrashRecoveryTest.class.getName(),
            folder.toString(),
            command)
        .redirectErrorStream(true)
        .start();
  }

  /** {@code ROOT apply} or {@code ROOT undo}: prints a line for each file, then the failures. */
  public static void main(String[] args) throws IOException {
    OrganizeFixture fixture = new OrganizeFixture(Path.of(args[0]));
    fixture.onReport = () -> System.out.println("running");
    if (args[1].equals("apply")) {
      fixture.apply(AFTER);
    } else {
      fixture.undo();
    }
    fixture.reports.stream()
        .filter(line -> line.startsWith("failed") || line.startsWith("refused"))
        .forEach(System.out::println);
  }
}
