package io.musicreclass.train.data;

import io.musicreclass.convert.read.ConvertException;
import io.musicreclass.track.Features;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.IntPredicate;

/**
 * FMA's {@code features.csv}: three header rows (feature, statistics, number) that together name
 * each of the 518 columns, a row with {@code track_id}, then a row for each track. The published
 * file has 951 MB, so only the rows that are asked for are converted.
 */
final class FmaFeatures {
  private static final String REMEDY = "Give features.csv of fma_metadata.zip, as it was published";
  private static final int HEADERS = 3;

  private FmaFeatures() {}

  /** Receives the features of a track, some of which may be NaN. */
  @FunctionalInterface
  interface Sink {
    void take(int id, float[] values) throws ConvertException;
  }

  /**
   * Reads the features of some tracks.
   *
   * @param wanted whether the track of an id is
   */
  static void read(Path file, IntPredicate wanted, Sink sink) throws ConvertException, IOException {
    try (CsvStream csv = CsvStream.open(file)) {
      int[] columns = columns(csv);
      while (csv.next()) {
        csv.needCells(columns.length);
        if (csv.cell(0).equals("track_id")) {
          continue;
        }
        int id = csv.number(0, "track_id");
        if (wanted.test(id)) {
          sink.take(id, values(csv, columns));
        }
      }
    }
  }

  /** The place among the 518 of each column; -1 for the first, which is the id. */
  private static int[] columns(CsvStream csv) throws ConvertException, IOException {
    String[][] rows = new String[HEADERS][];
    for (int row = 0; row < HEADERS; row++) {
      if (!csv.next()) {
        throw csv.bad("is missing: expected three header rows", REMEDY);
      }
      rows[row] = new String[csv.size()];
      Arrays.setAll(rows[row], csv::cell);
      csv.needCells(rows[0].length);
    }
    int[] columns = new int[rows[0].length];
    boolean[] found = new boolean[Features.COUNT];
    columns[0] = -1;
    for (int i = 1; i < columns.length; i++) {
      String name = (rows[0][i] + "." + rows[1][i] + "." + rows[2][i]).toLowerCase(Locale.ROOT);
      int place = Features.NAMES.indexOf(name);
      if (place < 0 || found[place]) {
        throw csv.bad(
            "names the column " + name + (place < 0 ? ", which is none of the 518" : " twice"),
            REMEDY);
      }
      columns[i] = place;
      found[place] = true;
    }
    for (int i = 0; i < found.length; i++) {
      if (!found[i]) {
        throw csv.bad("has no column " + Features.NAMES.get(i) + " in the header rows", REMEDY);
      }
    }
    return columns;
  }

  private static float[] values(CsvStream csv, int[] columns) throws ConvertException {
    float[] values = new float[Features.COUNT];
    for (int i = 1; i < columns.length; i++) {
      String cell = csv.cell(i);
      try {
        values[columns[i]] = missing(cell) ? Float.NaN : Float.parseFloat(cell);
      } catch (NumberFormatException e) {
        throw csv.bad(
            "column " + Features.NAMES.get(columns[i]) + ": '" + cell + "' is not a number",
            REMEDY);
      }
    }
    return values;
  }

  private static boolean missing(String cell) {
    return cell.isEmpty() || cell.equalsIgnoreCase("nan");
  }
}
