package io.musicreclass.cli.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.cli.Commands;
import io.musicreclass.cli.NumpyFile;
import io.musicreclass.convert.RandomNetworks;
import io.musicreclass.convert.TinyHeads;
import io.musicreclass.decode.TestAudio;
import io.musicreclass.track.SongFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code embed} and {@code features -o} over folders, with a small synthetic MERT. */
class EmbedCommandTest {
  private static final int WIDTH = 32;
  private static final int RATE = 24_000;

  @TempDir private Path folder;
  private Commands reclass;
  private Path songs;
  private Path matrix;

  @BeforeEach
  void setUp() throws IOException {
    reclass = new Commands(folder);
    songs = Files.createDirectory(folder.resolve("songs"));
    matrix = folder.resolve("MERT.npy");
    RandomNetworks.mertConfig(folder.resolve("config.json"), WIDTH, 1, 4, 64, false);
    RandomNetworks.mert(WIDTH, 1, 64).zip(folder.resolve("pytorch_model.bin"));
  }

  private void importMert(String name) {
    Commands.Ran ran = reclass.run("model", "import", "mert", folder, "--name", name);
    assertThat(ran.status()).as(ran.err()).isZero();
  }

  private Commands.Ran embed(Object... paths) {
    Object[] words = {"embed", "--model", "mert", "-o", matrix};
    Object[] all = Arrays.copyOf(words, words.length + paths.length);
    System.arraycopy(paths, 0, all, words.length, paths.length);
    return reclass.run(all);
  }

  private static void song(Path file, int number) throws IOException {
    Random random = new Random(number);
    float[] samples = new float[RATE];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (float) (0.3 * Math.sin(0.02 * number * i) + 0.1 * random.nextGaussian());
    }
    Path made = Files.createTempFile("song", ".wav");
    TestAudio.wav(made, RATE, 1, 16, samples);
    Files.createDirectories(file.getParent());
    Files.copy(made, file);
    Files.delete(made);
  }

  private Path index() {
    return folder.resolve("MERT.csv");
  }

  @Test
  void everySongHasARowWhateverItsName() throws IOException {
    importMert("mert");
    song(songs.resolve("a/x.wav"), 1);
    song(songs.resolve("b/x.wav"), 2);
    song(songs.resolve("c, \"d\"\n.wav"), 3);
    byte[] latin = (songs + "/\u00e9.wav").getBytes(StandardCharsets.ISO_8859_1);
    song(SongFile.path(latin), 4);
    Commands.Ran ran = embed(songs);
    assertThat(ran.status()).as(ran.err()).isZero();
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).isEqualTo(matrix + ": 4 rows, 4 new" + System.lineSeparator());
    NumpyFile array = NumpyFile.read(matrix);
    assertThat(array.rows()).isEqualTo(4);
    assertThat(array.width()).isEqualTo(WIDTH);
    assertThat(array.row(0)).isNotEqualTo(array.row(1));
    assertThat(Files.readString(index()))
        .startsWith("clip,path,path_uri,made_by\nx," + songs + "/a/x.wav,file://" + songs)
        .contains("\"c, \"\"d\"\"\n\",", "/%E9.wav,mert ");
  }

  @Test
  void oneSongAloneGivesTheSameRowAsAmongOthers() throws IOException {
    importMert("mert");
    song(songs.resolve("1.wav"), 1);
    song(songs.resolve("2.wav"), 2);
    embed(songs);
    float[] among = NumpyFile.read(matrix).row(1);
    matrix = folder.resolve("alone.npy");
    embed(songs.resolve("2.wav"));
    assertThat(NumpyFile.read(matrix).row(0)).isEqualTo(among);
  }

  @Test
  void anUnreadableSongIsReportedAndRetried() throws IOException {
    importMert("mert");
    song(songs.resolve("1.wav"), 1);
    Files.writeString(songs.resolve("2.wav"), "no song");
    TestAudio.wav(songs.resolve("3.wav"), RATE, 1, 16, new float[RATE]);
    song(songs.resolve("4.wav"), 4);
    Commands.Ran ran = embed(songs);
    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.err())
        .contains(songs.resolve("2.wav") + ": ")
        .contains(songs.resolve("3.wav") + ": it contains only digital silence")
        .endsWith(matrix + ": 2 rows, 2 new, 2 failed" + System.lineSeparator());
    Files.delete(songs.resolve("2.wav"));
    Files.delete(songs.resolve("3.wav"));
    song(songs.resolve("2.wav"), 2);
    ran = embed(songs);
    assertThat(ran.status()).as(ran.err()).isZero();
    assertThat(ran.err()).endsWith(matrix + ": 3 rows, 1 new" + System.lineSeparator());
    assertThat(Files.readString(index()).lines().map(line -> line.substring(0, 1)))
        .containsExactly("c", "1", "4", "2");
  }

  @Test
  void anInterruptedRunIsCompletedAsIfUninterrupted() throws IOException {
    importMert("mert");
    for (int i = 1; i <= 5; i++) {
      song(songs.resolve(i + ".wav"), i);
    }
    Files.writeString(songs.resolve("3.mp3"), "no song");
    embed(songs);
    byte[] rows = Files.readAllBytes(matrix);
    byte[] names = Files.readAllBytes(index());
    Random random = new Random(1);
    for (int i = 0; i < 6; i++) {
      Files.write(matrix, Arrays.copyOf(rows, random.nextInt(rows.length)));
      Files.write(index(), Arrays.copyOf(names, random.nextInt(names.length)));
      assertThat(embed(songs).err()).contains(matrix + ": 5 rows, ", "3.mp3: ");
      assertThat(Files.readAllBytes(matrix)).isEqualTo(rows);
      assertThat(Files.readAllBytes(index())).isEqualTo(names);
    }
  }

  @Test
  void anotherModelIsRefused() throws IOException {
    importMert("mert");
    importMert("other");
    song(songs.resolve("1.wav"), 1);
    embed(songs);
    Commands.Ran ran = reclass.run("embed", "--model", "other", songs, "-o", matrix);
    assertThat(ran.status()).isEqualTo(2);
    assertThat(ran.err().lines())
        .singleElement()
        .asString()
        .contains("was made by mert ", "choose another --output");
    assertThat(NumpyFile.read(matrix).rows()).isEqualTo(1);
  }

  @Test
  void aFolderWithoutSongsGivesAnArrayWithoutRows() throws IOException {
    importMert("mert");
    assertThat(embed(songs).status()).isZero();
    assertThat(NumpyFile.read(matrix).rows()).isZero();
    assertThat(NumpyFile.read(matrix).width()).isEqualTo(WIDTH);
  }

  @Test
  void aMissingModelOrOneWithoutEncoderIsRefusedWithTheRemedy() throws IOException {
    assertThat(embed(songs).err())
        .contains("models with an encoder: none yet (reclass model import)");
    importMert("mert-32");
    Commands.Ran absent = embed(songs);
    assertThat(absent.status()).isEqualTo(2);
    assertThat(absent.err())
        .contains(
            "--model mert: no such model (see reclass model list); models with an encoder: mert-32");
    Path head = TinyHeads.of("net.", 518, 8, 3).zip(folder.resolve("mert.pth"));
    Path scaler = folder.resolve("scaler.npy");
    try (NpyWriter npy = new NpyWriter(scaler, 518)) {
      npy.cut();
      npy.add(scaler, new float[518]);
      float[] ones = new float[518];
      Arrays.fill(ones, 1);
      npy.add(scaler, ones);
      npy.announce();
    }
    Path genres = Files.writeString(folder.resolve("genres.txt"), "A\nB\nC\n");
    reclass.run("model", "import", "head", head, "--genres", genres, "--scaler", scaler);
    assertThat(embed(songs).err()).contains("uses the 518 FMA features: run reclass features");
    assertThat(matrix).doesNotExist();
  }

  @Test
  void anOutputOfAnotherKindIsRefused() {
    importMert("mert");
    Commands.Ran ran = reclass.run("embed", "--model", "mert", songs, "-o", "x.csv");
    assertThat(ran.status()).isEqualTo(2);
    assertThat(ran.err()).contains("the name must end in .npy");
  }

  @Test
  void featuresContinueWhereTheyStopped() throws IOException {
    song(songs.resolve("a/x.wav"), 1);
    song(songs.resolve("b/x.wav"), 2);
    Path table = folder.resolve("f.csv");
    assertThat(reclass.run("features", songs, "-o", table).status()).isZero();
    byte[] rows = Files.readAllBytes(table);
    Path paths = folder.resolve("f.paths.csv");
    byte[] names = Files.readAllBytes(paths);
    assertThat(new String(rows, StandardCharsets.UTF_8).lines())
        .hasSize(3)
        .first()
        .asString()
        .startsWith("clip,chroma_cens.kurtosis.01,")
        .endsWith(",zcr.std.01");
    Files.write(table, Arrays.copyOf(rows, rows.length - 7));
    Commands.Ran ran = reclass.run("features", songs, "-o", table);
    assertThat(ran.err()).isEqualTo(table + ": 2 rows, 1 new" + System.lineSeparator());
    assertThat(Files.readAllBytes(table)).isEqualTo(rows);
    assertThat(Files.readAllBytes(paths)).isEqualTo(names);
    assertThat(reclass.run("features", "--strict", songs, "-o", table).err())
        .contains("was made by fma518 full, not by fma518 strict full");
  }
}
