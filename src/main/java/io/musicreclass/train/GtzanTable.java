package io.musicreclass.train;

import io.musicreclass.csv.CsvException;
import io.musicreclass.csv.CsvReader;
import io.musicreclass.track.GenreSet;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads the published GTZAN table ({@code features_30_sec.csv}). */
public final class GtzanTable {
  private static final String NAME = "filename";
  private static final String LABEL = "label";

  static final List<String> GENRES = GenreSet.GTZAN.names();

  /** The columns that are columns of the 518. */
  static final List<TableColumn> COLUMNS = columns518();

  private static final int LOWER_MFCCS = 10;

  /** The upper MFCCs tell recordings apart more than genres. */
  private static final double UPPER_WEIGHT = 0.6;

  /** Labels of the table, in the order of the genres: the names folded, {@code hiphop}. */
  private static final List<String> LABELS = GENRES.stream().map(GenreSet::fold).toList();

  /** Smallest number of tracks per genre for training and testing. */
  private static final int FEWEST = 20;

  private final Path file;
  private final List<String> header;
  private final int name;
  private final int label;
  private final int[] columns;

  private GtzanTable(Path file, List<String> header) throws GtzanTableException {
    this.file = file;
    this.header = header;
    this.name = place(NAME);
    this.label = place(LABEL);
    this.columns = new int[COLUMNS.size()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = place(COLUMNS.get(i).table());
    }
  }

  /**
   * Reads the tracks, in the order of the table.
   *
   * @throws IOException naming file, line and column of what cannot be used
   */
  static LabelledFeatures read(Path file) throws IOException {
    requireFile(file);
    try (CsvReader in = CsvReader.open(file)) {
      if (!in.next()) {
        throw new GtzanTableException(file, "it is empty; expected features_30_sec.csv of GTZAN");
      }
      return new GtzanTable(file, in.cells()).rows(in);
    } catch (CsvException e) {
      throw new GtzanTableException(file, String.valueOf(e.getMessage()));
    }
  }

  /** Receives a track of the table. */
  @FunctionalInterface
  public interface Sink {
    /**
     * One track.
     *
     * @param name such as {@code blues.00000.wav}
     * @param values of the {@link #features}
     */
    void take(String name, String genre, double[] values);
  }

  /** Names of the columns that are some of the 518 features, in order. */
  public static List<String> features() {
    return COLUMNS.stream().map(TableColumn::feature).toList();
  }

  /**
   * Reads the tracks, in the order of the table.
   *
   * @throws IOException naming file, line and column of what cannot be used
   */
  public static void read(Path file, Sink sink) throws IOException {
    LabelledFeatures tracks = read(file);
    for (int i = 0; i < tracks.size(); i++) {
      double[] values = new double[tracks.width()];
      for (int c = 0; c < values.length; c++) {
        values[c] = tracks.value(i, c);
      }
      sink.take(tracks.name(i), GENRES.get(tracks.label(i)), values);
    }
  }

  /** The lines of a text file. */
  static List<String> lines(Path file) throws IOException {
    requireFile(file);
    try {
      return Files.readAllLines(file, StandardCharsets.UTF_8);
    } catch (MalformedInputException e) {
      throw new GtzanTableException(file, "it is not UTF-8 text");
    }
  }

  private static void requireFile(Path file) throws GtzanTableException {
    if (!Files.isRegularFile(file)) {
      throw new GtzanTableException(file, "no such file");
    }
  }

  private static List<TableColumn> columns518() {
    List<TableColumn> all = new ArrayList<>();
    for (int i = 1; i <= 20; i++) {
      addPair(all, "mfcc" + i, "mfcc", i);
    }
    addPair(all, "spectral_centroid", "spectral_centroid", 1);
    addPair(all, "spectral_bandwidth", "spectral_bandwidth", 1);
    addPair(all, "rolloff", "spectral_rolloff", 1);
    addPair(all, "zero_crossing_rate", "zcr", 1);
    return List.copyOf(all);
  }

  private static void addPair(List<TableColumn> all, String table, String family, int row) {
    String number = String.format(Locale.ROOT, "%02d", row);
    double weight = row > LOWER_MFCCS ? UPPER_WEIGHT : 1;
    all.add(new TableColumn(table + "_mean", family + ".mean." + number, false, weight));
    all.add(new TableColumn(table + "_var", family + ".std." + number, true, weight));
  }

  private int place(String column) throws GtzanTableException {
    int place = header.indexOf(column);
    if (place < 0 || place != header.lastIndexOf(column)) {
      throw new GtzanTableException(
          file, 1, (place < 0 ? "no column " : "two columns ") + column + " in the header");
    }
    return place;
  }

  private LabelledFeatures rows(CsvReader in) throws IOException {
    List<String> names = new ArrayList<>();
    List<double[]> rows = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    int[] counts = new int[LABELS.size()];
    while (in.next()) {
      if (in.size() != header.size()) {
        throw new GtzanTableException(
            file, in.line(), in.size() + " cells, the header has " + header.size());
      }
      if (!seen.add(in.cell(name))) {
        throw new GtzanTableException(file, in.line(), in.cell(name) + " is listed twice");
      }
      int genre = LABELS.indexOf(in.cell(label));
      if (genre < 0) {
        throw new GtzanTableException(
            file, in.line(), "column label: '" + in.cell(label) + "' is not one of " + LABELS);
      }
      names.add(in.cell(name));
      labels.add(genre);
      rows.add(row(in));
      counts[genre]++;
    }
    for (int genre = 0; genre < counts.length; genre++) {
      if (counts[genre] < FEWEST) {
        throw new GtzanTableException(
            file,
            counts[genre] + " tracks of " + LABELS.get(genre) + ", expected at least " + FEWEST);
      }
    }
    return new LabelledFeatures(
        names,
        rows.toArray(double[][]::new),
        labels.stream().mapToInt(Integer::intValue).toArray(),
        GENRES.size());
  }

  private double[] row(CsvReader in) throws GtzanTableException {
    double[] row = new double[columns.length];
    for (int i = 0; i < row.length; i++) {
      TableColumn column = COLUMNS.get(i);
      String cell = in.cell(columns[i]);
      double value = number(cell);
      if (!Double.isFinite(value) || (column.variance() && value < 0)) {
        throw new GtzanTableException(
            file,
            in.line(),
            "column "
                + column.table()
                + ": '"
                + cell
                + "' is not a "
                + (column.variance() ? "variance" : "number"));
      }
      // A square root is exact to the last bit on every machine.
      row[i] = column.variance() ? Math.sqrt(value) : value;
    }
    return row;
  }

  private static double number(String cell) {
    try {
      return Double.parseDouble(cell);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }
}
