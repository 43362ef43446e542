package io.musicreclass.train.head;

import io.musicreclass.convert.read.ConvertException;
import io.musicreclass.track.GenreSet;
import io.musicreclass.train.data.LabelledData;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** The table of a data set. */
final class DataTable {
  private DataTable() {}

  /**
   * A table of songs; those without an artist are groups of their own.
   *
   * @param place for errors
   * @param vectors of the rows, in their order
   */
  static VectorTable of(Path place, List<LabelledData.Row> rows, List<float[]> vectors)
      throws ConvertException {
    List<String> names = new ArrayList<>();
    List<String> groups = new ArrayList<>();
    double[][] values = new double[rows.size()][];
    boolean[] test = new boolean[rows.size()];
    GenreSet genres = genres(place, rows);
    int[] labels = new int[rows.size()];
    for (int i = 0; i < rows.size(); i++) {
      LabelledData.Row row = rows.get(i);
      names.add(row.name());
      groups.add(row.group().isEmpty() ? "\0" + i : row.group());
      values[i] = doubles(vectors.get(i));
      test[i] = row.part() == LabelledData.Part.TEST;
      labels[i] = genres.indexOf(row.genre()).orElseThrow();
    }
    return new VectorTable(
        names, values, labels, VectorTable.numbered(groups), test, genres.names());
  }

  private static GenreSet genres(Path place, List<LabelledData.Row> rows) throws ConvertException {
    List<String> names =
        List.copyOf(new TreeSet<>(rows.stream().map(LabelledData.Row::genre).toList()));
    try {
      return GenreSet.of(names);
    } catch (IllegalArgumentException e) {
      throw ConvertException.of(
          place, e.getMessage(), "Give songs of at least two genres that can be told apart", e);
    }
  }

  private static double[] doubles(float[] vector) {
    double[] values = new double[vector.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = vector[i];
    }
    return values;
  }
}
