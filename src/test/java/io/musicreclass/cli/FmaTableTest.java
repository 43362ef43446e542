package io.musicreclass.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.decode.TestAudio;
import io.musicreclass.testing.NumpyBytes;
import io.musicreclass.track.Features;
import io.musicreclass.train.data.FmaFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code classify --fma-table}: stage 1 by the track id in the file's name. */
class FmaTableTest {
  private static final int RATE = 22_050;

  @TempDir private Path folder;
  private Commands reclass;
  private Path songs;

  /** A model that tells by the features whether a track is Folk or Electronic, and three songs. */
  @BeforeEach
  void trainModel() throws IOException {
    reclass = new Commands(folder);
    FmaFiles fma = new FmaFiles();
    for (int i = 100; i < 124; i++) {
      String genre = i % 2 == 0 ? "Folk" : "Electronic";
      fma.track(i, genre, i / 4, "training", "small");
      fma.features(i, FmaFiles.values(i, i % 2 == 0 ? 2 : -2));
    }
    Object[] words = {
      "train",
      "head",
      "--data",
      "fma",
      "--path",
      fma.write(folder.resolve("fma")),
      "--for",
      "fma518",
      "--name",
      "mine",
      "--no-mlp",
      "--folds",
      "2",
      "--repeats",
      "1"
    };
    assertThat(reclass.run(words).status()).isZero();
    songs = Files.createDirectory(folder.resolve("songs"));
    for (String name : new String[] {"000002", "000005", "other"}) {
      Random random = new Random(3);
      float[] samples = new float[4 * RATE];
      for (int i = 0; i < samples.length; i++) {
        samples[i] = (float) (0.3 * Math.sin(0.1 * i) + 0.05 * random.nextGaussian());
      }
      TestAudio.wav(songs.resolve(name + ".wav"), RATE, 1, 16, samples);
    }
  }

  private static float[] row(double centre) {
    String[] texts = FmaFiles.values(1, centre);
    float[] row = new float[texts.length];
    for (int i = 0; i < row.length; i++) {
      row[i] = Float.parseFloat(texts[i]);
    }
    return row;
  }

  private void bothGenres(Path table) {
    Commands.Ran ran = reclass.run("classify", "--fma-table", table, songs);
    assertThat(ran.err()).contains("reclass: 2 of 3 songs have their features in the table");
    assertThat(ran.status()).isZero();
    assertThat(ran.out().lines().filter(line -> line.contains("000002")))
        .singleElement()
        .asString()
        .contains(": Folk, ");
    assertThat(ran.out().lines().filter(line -> line.contains("000005")))
        .singleElement()
        .asString()
        .contains(": Electronic, ");
    assertThat(ran.out().lines()).hasSize(3);
  }

  @Test
  void thePublishedTableAnswersByTheIdInTheName() throws IOException {
    new FmaFiles()
        .features(2, FmaFiles.values(1, 2))
        .features(5, FmaFiles.values(1, -2))
        .features(7, FmaFiles.values(1, 0))
        .write(folder.resolve("table"));
    bothGenres(folder.resolve("table/features.csv"));
  }

  @Test
  void aMatrixIsReadByPlaceOrByItsFirstColumn() throws IOException {
    double[][] byPlace = new double[6][Features.COUNT];
    double[][] byId = new double[2][Features.COUNT + 1];
    for (int i = 0; i < Features.COUNT; i++) {
      byPlace[2][i] = row(2)[i];
      byPlace[5][i] = row(-2)[i];
      byId[0][i + 1] = row(-2)[i];
      byId[1][i + 1] = row(2)[i];
    }
    byId[0][0] = 5;
    byId[1][0] = 2;
    bothGenres(Files.write(folder.resolve("FMA.npy"), NumpyBytes.matrix(byPlace)));
    bothGenres(Files.write(folder.resolve("FMA.npy"), NumpyBytes.matrix(byId)));
  }

  @Test
  void aPickledDictionaryIsReadByItsKeys() throws IOException {
    bothGenres(
        Files.write(
            folder.resolve("FMA.npy"), NumpyBytes.array("|O", "", pickle(row(2), row(-2)))));
  }

  @Test
  void whatIsNoTableIsRefusedWithTheRemedy() throws IOException {
    Path file = Files.write(folder.resolve("FMA.npy"), NumpyBytes.matrix(new double[3][5]));
    assertThat(reclass.run("classify", "--fma-table", file, songs).err())
        .contains("FMA.npy: has the shape [3, 5], not rows of 518 values");
    Files.write(
        file,
        NumpyBytes.array("|O", "", "\u0080\3cos\nsystem\n.".getBytes(StandardCharsets.ISO_8859_1)));
    assertThat(reclass.run("classify", "--fma-table", file, songs).err())
        .contains("it names os.system, which is not allowed");
    Files.write(
        file, NumpyBytes.array("|O", "", "\u0080\3].".getBytes(StandardCharsets.ISO_8859_1)));
    assertThat(reclass.run("classify", "--fma-table", file, songs).err())
        .contains("has pickled objects that are no dictionary");
    assertThat(reclass.run("classify", "--all-stages", "--fma-table", file, songs).status())
        .isEqualTo(2);
    String[] missing = FmaFiles.values(1, 2);
    missing[517] = "nan";
    Path table = new FmaFiles().features(2, missing).write(folder.resolve("table"));
    assertThat(reclass.run("classify", "--fma-table", table.resolve("features.csv"), songs).err())
        .contains("0 of 3 songs")
        .contains("values missing in the table, computed instead: track 2 (zcr.std.01)");
  }

  /** What numpy.save pickles for {@code {2: array, "000005": array}}: a 0-dimensional array. */
  private static byte[] pickle(float[] two, float[] five) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    text(out, "\u0080\3");
    begin(out);
    text(out, "(K\1)cnumpy\ndtype\n");
    unicode(out, "O8");
    text(out, "K\0K\1\u0087R\u0089]}(K\2");
    array(out, two);
    unicode(out, "000005");
    array(out, five);
    text(out, "uatb.");
    return out.toByteArray();
  }

  private static void array(ByteArrayOutputStream out, float[] values) {
    begin(out);
    ByteBuffer shape = ByteBuffer.allocate(2).order(ByteOrder.LITTLE_ENDIAN);
    text(out, "(K\1M");
    out.writeBytes(shape.putShort((short) values.length).array());
    text(out, "\u0085cnumpy\ndtype\n");
    unicode(out, "f4");
    text(out, "K\0K\1\u0087R\u0089B");
    ByteBuffer data = ByteBuffer.allocate(4 + 4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    data.putInt(4 * values.length);
    for (float value : values) {
      data.putFloat(value);
    }
    out.writeBytes(data.array());
    text(out, "tb");
  }

  /** numpy._reconstruct(ndarray, (0,), b"b"). */
  private static void begin(ByteArrayOutputStream out) {
    text(out, "cnumpy.core.multiarray\n_reconstruct\ncnumpy\nndarray\nK\0\u0085C\1b\u0087R");
  }

  private static void unicode(ByteArrayOutputStream out, String text) {
    ByteBuffer length = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(text.length());
    text(out, "X");
    out.writeBytes(length.array());
    text(out, text);
  }

  private static void text(ByteArrayOutputStream out, String text) {
    out.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
  }
}
