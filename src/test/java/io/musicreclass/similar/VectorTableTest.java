package io.musicreclass.similar;

import static org.assertj.core.api.Assertions.assertThat;

import io.musicreclass.models.Card;
import io.musicreclass.track.Embedding;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VectorTableTest {
  private static final int ROWS = 1000;

  @TempDir private Path folder;

  @Test
  void aTableOverSeveralMappingsFindsWhatAPlainLoopFinds() throws IOException {
    int width = 60_003; // 69 rows fill a mapping
    Random random = new Random(5);
    float[][] vectors =
        IntStream.range(0, 200).mapToObj(i -> unit(random, width)).toArray(float[][]::new);
    List<Long> expected =
        IntStream.range(1, vectors.length)
            .boxed()
            .sorted(
                (a, b) -> Double.compare(dot(vectors[b], vectors[0]), dot(vectors[a], vectors[0])))
            .limit(7)
            .map(i -> (long) i)
            .toList();
    try (VectorFile file = VectorFile.open(folder.resolve("v"), "e", width)) {
      for (int i = 0; i < vectors.length; i++) {
        file.append(vectors[i], EmbeddedSongs.id(i), i);
      }
      VectorTable table = file.table();
      assertThat(table.rows()).isEqualTo(200);
      List<VectorTable.Match> nearest = table.nearest(vectors[0], 7, 0);
      assertThat(nearest).extracting(VectorTable.Match::track).isEqualTo(expected);
      assertThat(nearest.get(0).cosine())
          .isCloseTo(dot(vectors[0], vectors[(int) nearest.get(0).track()]), Offset.offset(1e-5));
    }
  }

  @Test
  void equallySimilarSongsComeInTheOrderInWhichTheyBecameKnown() throws IOException {
    try (VectorFile file = VectorFile.open(folder.resolve("v"), "e", 2)) {
      for (int i = ROWS; i >= 1; i--) {
        file.append(new float[] {1, 0}, EmbeddedSongs.id(i), i);
      }
      assertThat(file.table().nearest(new float[] {1, 0}, 3, 2))
          .extracting(VectorTable.Match::track)
          .containsExactly(1L, 3L, 4L);
    }
  }

  @Test
  void aTableKeepsWhatItShowsWhenRowsAreAppended() throws IOException {
    try (VectorFile file = VectorFile.open(folder.resolve("v"), "e", 2)) {
      file.append(new float[] {1, 0}, EmbeddedSongs.id(1), 1);
      VectorTable before = file.table();
      file.append(new float[] {0, 1}, EmbeddedSongs.id(2), 2);
      assertThat(before.rows()).isEqualTo(1);
      assertThat(file.table().rows()).isEqualTo(2);
    }
  }

  @Test
  void anEmbeddingBecomesAVectorOfLengthOne() {
    Card.Encoder encoder = new Card.Encoder(2, "mean", null);
    assertThat(Vector.of(Embedding.of(new float[] {3, 4}), encoder))
        .hasValueSatisfying(vector -> assertThat(vector).containsExactly(0.6f, 0.8f));
    assertThat(Vector.of(Embedding.of(new float[] {0, 0}), encoder)).isEmpty();
    assertThat(Vector.of(Embedding.of(new float[] {Float.NaN, 1}), encoder)).isEmpty();
    assertThat(Vector.of(Embedding.of(new float[] {1, 2, 3}), encoder)).isEmpty();
    assertThat(Vector.of(Embedding.of(new float[] {3e30f, 4e30f}), encoder))
        .hasValueSatisfying(
            vector ->
                assertThat(vector).containsExactly(new float[] {0.6f, 0.8f}, Offset.offset(1e-6f)));
  }

  private static float[] unit(Random random, int width) {
    float[] values = new float[width];
    for (int i = 0; i < width; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return Vector.of(Embedding.of(values), new Card.Encoder(width, "mean", null)).orElseThrow();
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }
}
