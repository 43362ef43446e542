package io.musicreclass.cli.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.musicreclass.cli.NumpyFile;
import io.musicreclass.cli.terminal.UsageError;
import io.musicreclass.track.SongFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables that are truncated, written by another program, on a full disk, or complete. */
class TableFileTest {
  private static final String MAKER = "model 1234";
  private static final List<String> COLUMNS = List.of("one", "two", "three");

  /** Equal names, commas, quotes, line breaks, and bytes that are not UTF-8. */
  private static final List<Path> SONGS =
      Stream.of("/a/x.mp3", "/b/x.mp3", "/a, b/\"c\".mp3", "/new\nline\r.wav", "/\u00e9/\u0080.ogg")
          .map(name -> SongFile.path(name.getBytes(StandardCharsets.ISO_8859_1)))
          .toList();

  @TempDir private Path folder;
  private Path index;

  @BeforeEach
  void setUp() {
    index = folder.resolve("x.index");
  }

  private Path file(String ending) {
    return folder.resolve("x" + ending);
  }

  private TableFile open(Path file, String maker) {
    return TableFile.open(
        file,
        index,
        maker,
        path ->
            path.toString().endsWith(".npy")
                ? new NpyWriter(path, COLUMNS.size())
                : new CsvRows(path, COLUMNS));
  }

  /** Fills a table like a command; returns how many rows were missing. */
  private int fill(Path file, List<Path> songs) throws IOException {
    try (TableFile table = open(file, MAKER)) {
      List<Path> missing = table.missing(songs);
      for (Path song : missing) {
        table.add(song, values(song));
      }
      return missing.size();
    }
  }

  private static float[] values(Path song) {
    int n = song.hashCode();
    return new float[] {n, 1f / n, Float.NaN};
  }

  private List<String> indexed() throws IOException {
    return Files.readString(index).lines().toList();
  }

  @Test
  void theIndexNamesTheSongOfEachRow() throws IOException {
    fill(file(".npy"), SONGS.subList(0, 3));
    assertThat(indexed())
        .containsExactly(
            "clip,path,path_uri,made_by",
            "x,/a/x.mp3,file:///a/x.mp3,model 1234",
            "x,/b/x.mp3,file:///b/x.mp3,model 1234",
            "\"\"\"c\"\"\",\"/a, b/\"\"c\"\".mp3\",\"file:///a,%20b/%22c%22.mp3\",model 1234");
    NumpyFile array = NumpyFile.read(file(".npy"));
    for (int row = 0; row < 3; row++) {
      assertThat(array.row(row)).isEqualTo(values(SONGS.get(row)));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {".npy", ".csv"})
  void aTableTruncatedAnywhereIsCompletedAsIfUninterrupted(String ending) throws IOException {
    Path file = file(ending);
    fill(file, SONGS);
    byte[] rows = Files.readAllBytes(file);
    byte[] names = Files.readAllBytes(index);
    for (int cut = 0; cut < rows.length; cut++) {
      resumeFrom(file, rows, cut, names, names.length);
    }
    for (int cut = 0; cut < names.length; cut++) {
      resumeFrom(file, rows, rows.length, names, cut);
    }
    Random random = new Random(1);
    for (int i = 0; i < 200; i++) {
      resumeFrom(file, rows, random.nextInt(rows.length), names, random.nextInt(names.length));
    }
  }

  private void resumeFrom(Path file, byte[] rows, int row, byte[] names, int name)
      throws IOException {
    Files.write(file, Arrays.copyOf(rows, row));
    Files.write(index, Arrays.copyOf(names, name));
    fill(file, SONGS);
    assertThat(Files.readAllBytes(file)).as("cut at %s and %s", row, name).isEqualTo(rows);
    assertThat(Files.readAllBytes(index)).as("cut at %s and %s", row, name).isEqualTo(names);
  }

  @Test
  void rowsLeftAsZerosByAPowerCutAreRewritten() throws IOException {
    fill(file(".npy"), SONGS);
    byte[] rows = Files.readAllBytes(file(".npy"));
    byte[] names = Files.readAllBytes(index);
    byte[] zeroed = names.clone();
    Arrays.fill(zeroed, names.length / 2, names.length, (byte) 0);
    Files.write(index, zeroed);
    assertThat(fill(file(".npy"), SONGS)).isPositive();
    assertThat(Files.readAllBytes(file(".npy"))).isEqualTo(rows);
    assertThat(Files.readAllBytes(index)).isEqualTo(names);
  }

  @Test
  void otherSongsAreAddedAndKnownOnesUnchanged() throws IOException {
    assertThat(fill(file(".npy"), SONGS.subList(2, 4))).isEqualTo(2);
    assertThat(fill(file(".npy"), SONGS)).isEqualTo(3);
    assertThat(fill(file(".npy"), SONGS)).isZero();
    NumpyFile array = NumpyFile.read(file(".npy"));
    assertThat(array.rows()).isEqualTo(5);
    assertThat(array.row(0)).isEqualTo(values(SONGS.get(2)));
    assertThat(array.row(2)).isEqualTo(values(SONGS.get(0)));
  }

  @Test
  void aSongNamedTwiceGetsOneRow() throws IOException {
    assertThat(fill(file(".npy"), List.of(SONGS.get(0), SONGS.get(1), SONGS.get(0)))).isEqualTo(2);
  }

  @Test
  void noSongsGiveATableWithoutRows() throws IOException {
    fill(file(".npy"), List.of());
    assertThat(NumpyFile.read(file(".npy")).rows()).isZero();
    assertThat(indexed()).hasSize(1);
  }

  @Test
  void aGrowingTableCanBeRead() throws IOException {
    try (TableFile table = open(file(".npy"), MAKER)) {
      for (int i = 0; i < 300; i++) {
        table.add(Path.of("/" + i), new float[] {i, 0, 0});
      }
      assertThat(NumpyFile.read(file(".npy")).rows()).isEqualTo(256);
      assertThat(indexed()).hasSize(257);
    }
    assertThat(NumpyFile.read(file(".npy")).rows()).isEqualTo(300);
  }

  @Test
  void rowsOfAnotherMakerAreRefusedAndUnchanged() throws IOException {
    fill(file(".npy"), SONGS);
    byte[] rows = Files.readAllBytes(file(".npy"));
    assertThatThrownBy(() -> open(file(".npy"), "another 99"))
        .isInstanceOf(UsageError.class)
        .hasMessageContaining("was made by model 1234, not by another 99: choose another");
    assertThat(Files.readAllBytes(file(".npy"))).isEqualTo(rows);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x,/a,file:///a", "x,/a,http://a,model 1234", "x,/a,%%,model 1234"})
  void anEditedIndexIsRefusedAndUnchanged(String record) throws IOException {
    fill(file(".npy"), SONGS);
    String edited = "clip,path,path_uri,made_by\n" + record + "\n";
    Files.writeString(index, edited);
    assertThatThrownBy(() -> open(file(".npy"), MAKER))
        .isInstanceOf(UsageError.class)
        .hasMessageContaining(record);
    assertThat(index).hasContent(edited);
  }

  @Test
  void filesOfOtherProgramsAreRefusedAndUnchanged() throws IOException {
    Files.writeString(index, "title,artist\n");
    assertThatThrownBy(() -> open(file(".npy"), MAKER)).hasMessageContaining("choose another");
    assertThat(index).hasContent("title,artist\n");
    assertThat(file(".npy")).doesNotExist();
    Files.delete(index);
    Files.writeString(file(".npy"), "mine");
    assertThatThrownBy(() -> open(file(".npy"), MAKER)).hasMessageContaining("without its index");
    assertThat(index).doesNotExist();
    assertThat(file(".npy")).hasContent("mine");
  }

  @Test
  void onlyOneMayWriteATable() throws IOException {
    try (TableFile table = open(file(".npy"), MAKER)) {
      table.add(SONGS.get(0), values(SONGS.get(0)));
      assertThatThrownBy(() -> open(file(".npy"), MAKER)).hasMessageContaining("another reclass");
    }
    assertThat(fill(file(".npy"), SONGS)).isEqualTo(4);
  }

  @Test
  void anUnwritableOutputIsReported() throws IOException {
    Path nowhere = folder.resolve("none").resolve("x.npy");
    index = nowhere.resolveSibling("x.csv");
    assertThatThrownBy(() -> open(nowhere, MAKER))
        .isInstanceOf(UsageError.class)
        .hasMessage("--output " + nowhere + " cannot be written: the folder does not exist");
    index = Files.createDirectory(file(".csv"));
    assertThatThrownBy(() -> open(file(".npy"), MAKER)).hasMessageContaining("Is a directory");
  }

  @ParameterizedTest
  @ValueSource(strings = {".npy", ".csv"})
  void afterAFullDiskItContinuesWhereItStopped(String ending) throws Exception {
    Path disk = smallDisk();
    List<Path> songs = Stream.iterate(0, i -> i + 1).map(i -> Path.of("/" + i)).limit(900).toList();
    try {
      index = disk.resolve("x.index");
      Path file = disk.resolve("x" + ending);
      assertThatThrownBy(() -> fill(file, songs))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("No space left on device")
          .hasMessageContaining("continues where it stopped");
      assertThat(mount("mount", "-o", "remount,size=8m", "" + disk)).isTrue();
      assertThat(fill(file, songs)).isBetween(1, 900 - 256);
      byte[] resumed = Files.readAllBytes(file);
      byte[] names = Files.readAllBytes(index);
      index = folder.resolve("x.index");
      fill(file(ending), songs);
      assertThat(resumed).isEqualTo(Files.readAllBytes(file(ending)));
      assertThat(names).isEqualTo(Files.readAllBytes(index));
    } finally {
      mount("umount", "" + disk);
    }
  }

  @Test
  void aReadOnlyDiskIsReported() throws Exception {
    Path disk = smallDisk();
    try {
      assertThat(mount("mount", "-o", "remount,ro", "" + disk)).isTrue();
      index = disk.resolve("x.index");
      Path file = disk.resolve("x.npy");
      assertThatThrownBy(() -> open(file, MAKER))
          .isInstanceOf(UsageError.class)
          .hasMessage("--output " + file + " cannot be written: Read-only file system");
    } finally {
      mount("umount", "" + disk);
    }
  }

  private Path smallDisk() throws Exception {
    Path disk = Files.createDirectory(folder.resolve("disk"));
    boolean mounted = mount("mount", "-t", "tmpfs", "-o", "size=32k", "tmpfs", "" + disk);
    if (!mounted) {
      System.out.println("SKIPPED: no small disk can be mounted here");
    }
    Assumptions.assumeTrue(mounted, "needs root to mount a small disk");
    return disk;
  }

  private static boolean mount(String... command) throws Exception {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
  }
}
