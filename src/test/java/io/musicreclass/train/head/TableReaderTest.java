package io.musicreclass.train.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.musicreclass.convert.read.ConvertException;
import io.musicreclass.testing.NumpyBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableReaderTest {
  private final SyntheticVectors data = new SyntheticVectors();

  @TempDir private Path folder;

  private void isSynthetic(VectorTable table) {
    assertThat(table.size()).isEqualTo(72);
    assertThat(table.genres()).isEqualTo(SyntheticVectors.GENRES);
    assertThat(table.labels()).isEqualTo(data.labels.stream().mapToInt(i -> i).toArray());
    assertThat(table.groupCount()).isEqualTo(18);
    assertThat(table.part(true).size()).isEqualTo(12);
    for (int i = 0; i < table.size(); i++) {
      assertThat(table.row(i)).containsExactly(data.rows.get(i));
    }
  }

  @Test
  void aCsvFileHasItsColumnsByTheirUsualNames() throws Exception {
    VectorTable table =
        TableReader.read(SyntheticVectors.request(data.writeCsv(folder.resolve("t.csv"))));
    isSynthetic(table);
    assertThat(table.name(3)).isEqualTo("song 3");
  }

  @Test
  void anNpyFileNeedsLabelsBesideIt() throws Exception {
    Path npy = data.writeNpy(folder.resolve("t.npy"));
    Path labels = data.writeLabels(folder.resolve("labels.csv"));
    isSynthetic(
        TableReader.read(SyntheticVectors.request(npy, Optional.of(labels), Optional.empty())));
    refused(SyntheticVectors.request(npy), "t.npy", "no column of the genre", "--labels");
    Files.write(labels, Files.readAllLines(labels).subList(0, 72));
    refused(
        SyntheticVectors.request(npy, Optional.of(labels), Optional.empty()),
        "labels.csv",
        "has 71 rows",
        "has 72",
        "same order");
  }

  @Test
  void anNpzFileHasItsColumnsAsArrays() throws Exception {
    isSynthetic(
        TableReader.read(SyntheticVectors.request(data.writeNpz(folder.resolve("a.npz"), false))));
    Path numbered = data.writeNpz(folder.resolve("b.npz"), true);
    refused(SyntheticVectors.request(numbered), "b.npz", "by numbers only", "--genres FILE");
    Path genres = Files.write(folder.resolve("genres.txt"), SyntheticVectors.GENRES);
    isSynthetic(
        TableReader.read(
            SyntheticVectors.request(numbered, Optional.empty(), Optional.of(genres))));
  }

  @Test
  void rowsOfOneNameAreAveraged() throws Exception {
    Path file =
        Files.write(
            folder.resolve("t.csv"),
            List.of("name,genre,artist,a", "x,Jazz,1,2", "y,Rock,2,5", "x,Jazz,1,4"));
    VectorTable table = TableReader.read(averaged(file));
    assertThat(table.size()).isEqualTo(2);
    assertThat(table.row(0)).containsExactly(3);
    assertThat(table.row(1)).containsExactly(5);
    Files.write(file, List.of("name,genre,artist,a", "x,Jazz,1,2", "y,Rock,2,5", "x,Rock,1,4"));
    refused(averaged(file), "t.csv", "gives x more than one genre");
  }

  private static HeadTraining.Request averaged(Path file) {
    return new HeadTraining.Request(
        file,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        true,
        true,
        Optional.empty());
  }

  @Test
  void whatIsWrongIsNamedWithFileAndRemedy() throws Exception {
    csv("no such file", null, "is no file");
    csv("header only", "genre,artist,a", "has no rows");
    csv("no vector", "genre,artist\nJazz,x", "has no numbers");
    csv("ragged", "genre,artist,a\nJazz,x", "line 2 has 2 cells, the header has 3");
    csv("text", "genre,artist,a\nJazz,x,foo", "line 2, column a: 'foo'", "--ignore a");
    csv("NaN", "genre,artist,a\nJazz,x,1\nRock,y,nan", "line 3, column a", "not a finite number");
    csv("no label", "genre,artist,a\nJazz,x,1\n,y,2", "line 3 has no genre", "remove the row");
    csv("no group", "genre,artist,a\nJazz,x,1\nRock,,2", "line 3 has no group");
    csv("no groups", "genre,a\nJazz,1\nRock,2", "no column of groups", "--no-groups");
    csv("one class", "genre,artist,a\nJazz,x,1\nJazz,y,2", "at least two genres");
    csv("spelling", "genre,artist,a\nHip-Hop,x,1\nhip hop,y,2", "Duplicate genre");
    csv("part", "genre,artist,part,a\nJazz,x,1,2\nRock,x,1,2", "part '1' is none of", "--ignore");
    csv("twice", "genre,genre,artist,a\nJazz,Jazz,x,1", "two columns genre");
  }

  private void csv(String name, @Nullable String text, String... parts) throws IOException {
    Path file = folder.resolve(name + ".csv");
    if (text != null) {
      Files.writeString(file, text + "\n");
    }
    assertThatThrownBy(() -> TableReader.read(SyntheticVectors.request(file)))
        .isInstanceOf(ConvertException.class)
        .hasMessageContaining(name + ".csv")
        .hasMessageContainingAll(parts);
  }

  @Test
  void arraysOfAnotherShapeOrWithoutNumbersAreRefused() throws Exception {
    Path flat = Files.write(folder.resolve("flat.npy"), NumpyBytes.integers(1, 2, 3));
    refused(SyntheticVectors.request(flat), "flat.npy", "no array of shape [rows, width]");
    Path two =
        NumpyBytes.archive(
            folder.resolve("two.npz"),
            Map.of("a", NumpyBytes.matrix(new double[1]), "b", NumpyBytes.matrix(new double[1])));
    refused(SyntheticVectors.request(two), "two.npz", "more than one array", "as an array X");
    Path nan =
        Files.write(
            folder.resolve("nan.npy"),
            NumpyBytes.matrix(new double[] {1, 2}, new double[] {3, Double.NaN}));
    refused(SyntheticVectors.request(nan), "nan.npy", "row 1, column 1 is NaN");
  }

  @Test
  void aTableThatCannotBeTrainedOnIsRefused() throws Exception {
    VectorTable all =
        TableReader.read(SyntheticVectors.request(data.writeCsv(folder.resolve("t.csv"))));
    Path file = folder.resolve("t.csv");
    refused(
        () -> TableCheck.trainable(all.at(0, 1, 2, 12, 13, 14), file, 7),
        "t.csv",
        "6 groups",
        "needs 7",
        "--folds");
    refused(
        () -> TableCheck.trainable(all.at(0, 1, 2, 12, 13), file, 2),
        "rows of only one group of the genre Rock",
        "at least two artists");
    refused(() -> TableCheck.trainable(all.at(0, 1, 12, 13), file, 2), "no row of the genre Rock");
    VectorTable same =
        all.withRows(Collections.nCopies(72, new double[1]).toArray(double[][]::new));
    refused(() -> TableCheck.trainable(same, file, 5), "same vector in all rows");
  }

  private static void refused(HeadTraining.Request request, String... parts) {
    refused(() -> TableReader.read(request), parts);
  }

  private static void refused(ThrowingCallable work, String... parts) {
    assertThatThrownBy(work).isInstanceOf(ConvertException.class).hasMessageContainingAll(parts);
  }
}
