package io.musicreclass.train.head;

import io.musicreclass.convert.read.ConvertException;
import io.musicreclass.convert.read.NumpyArrays;
import io.musicreclass.csv.CsvException;
import io.musicreclass.csv.CsvReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** A file of vectors as it is: numbers in rows, and columns of texts beside them. */
final class RawTable {
  private final Path file;
  private final boolean lines;
  private double[][] rows = new double[0][];
  private List<String> values = List.of();
  private final Map<String, List<String>> columns = new LinkedHashMap<>();

  private RawTable(Path file, boolean lines) {
    this.file = file;
    this.lines = lines;
  }

  /**
   * Reads a CSV file, where all columns but some are numbers.
   *
   * @param text whether a column, by its name, is text
   */
  static RawTable ofCsv(Path file, Predicate<String> text) throws ConvertException, IOException {
    RawTable table = new RawTable(file, true);
    List<List<String>> records = records(file);
    List<String> header = records.remove(0);
    int[] numbers = new int[header.size()];
    int width = 0;
    for (int c = 0; c < header.size(); c++) {
      if (text.test(header.get(c))) {
        int column = c;
        if (table.columns.containsKey(folded(header.get(c)))) {
          throw ConvertException.of(
              file, "has two columns " + header.get(c), "Remove or rename one of them");
        }
        table.columns.put(
            folded(header.get(c)), records.stream().map(r -> r.get(column).strip()).toList());
      } else {
        numbers[width++] = c;
      }
    }
    table.values = Arrays.stream(numbers).limit(width).mapToObj(header::get).toList();
    table.rows = new double[records.size()][width];
    for (int i = 0; i < records.size(); i++) {
      for (int k = 0; k < width; k++) {
        table.rows[i][k] = table.number(records.get(i).get(numbers[k]), i, header.get(numbers[k]));
      }
    }
    return table;
  }

  private double number(String cell, int row, String column) throws ConvertException {
    double value;
    try {
      value = Double.parseDouble(cell.strip());
    } catch (NumberFormatException e) {
      value = Double.NaN;
    }
    if (!Double.isFinite(value)) {
      throw ConvertException.of(
          file,
          place(row) + ", column " + column + ": '" + cell + "' is not a finite number",
          "Correct it, remove the line, or leave the column out with --ignore " + column);
    }
    return value;
  }

  /** All records of equal length, the header first. */
  private static List<List<String>> records(Path file) throws ConvertException, IOException {
    List<List<String>> records = new ArrayList<>();
    try (CsvReader in = CsvReader.open(file)) {
      while (in.next()) {
        records.add(in.cells());
        if (in.size() != records.get(0).size()) {
          throw ConvertException.of(
              file,
              "line %d has %d cells, the header has %d"
                  .formatted(in.line(), in.size(), records.get(0).size()),
              "Correct the line");
        }
      }
    } catch (CsvException e) {
      throw ConvertException.of(
          file, String.valueOf(e.getMessage()), "Give a .npy, .npz or CSV file", e);
    }
    if (records.size() < 2) {
      throw ConvertException.of(
          file, "has no rows", "Give a CSV file with a header and one row for each song");
    }
    return records;
  }

  /**
   * Reads a NumPy file: the vectors are its array X or else its only two-dimensional one; arrays
   * with one value for each row are columns.
   */
  static RawTable ofNumpy(Path file) throws ConvertException {
    NumpyArrays arrays = NumpyArrays.read(file);
    RawTable table = new RawTable(file, false);
    String vectors = vectors(file, arrays);
    List<Integer> shape = arrays.shape(vectors).orElseThrow();
    int width = shape.get(1);
    double[] values = arrays.numbers(vectors);
    table.rows = new double[shape.get(0)][];
    for (int i = 0; i < table.rows.length; i++) {
      table.rows[i] = Arrays.copyOfRange(values, i * width, (i + 1) * width);
      for (int c = 0; c < width; c++) {
        if (!Double.isFinite(table.rows[i][c])) {
          throw ConvertException.of(
              file,
              table.place(i) + ", column " + c + " is " + table.rows[i][c],
              "Remove the row, or replace the value");
        }
      }
    }
    for (String name : arrays.names()) {
      if (arrays.shape(name).equals(Optional.of(List.of(shape.get(0))))) {
        table.columns.put(
            folded(name),
            arrays.hasTexts(name)
                ? arrays.texts(name)
                : Arrays.stream(arrays.numbers(name)).mapToObj(RawTable::text).toList());
      }
    }
    return table;
  }

  private static String text(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  private static String vectors(Path file, NumpyArrays arrays) throws ConvertException {
    List<String> wide =
        arrays.names().stream()
            .filter(name -> arrays.shape(name).orElseThrow().size() == 2)
            .filter(name -> !arrays.hasTexts(name))
            .toList();
    if (wide.contains("X")) {
      return "X";
    }
    if (wide.size() != 1) {
      Map<String, List<Integer>> shapes = new LinkedHashMap<>();
      arrays.names().forEach(name -> shapes.put(name, arrays.shape(name).orElseThrow()));
      throw ConvertException.of(
          file,
          "has "
              + (wide.isEmpty() ? "no array" : "more than one array")
              + " of shape [rows, width]: "
              + shapes,
          "Save the vectors as an array X with one row for each song");
    }
    return wide.get(0);
  }

  /**
   * Adds the columns of a CSV file that has the same rows.
   *
   * @throws ConvertException also if it has another number of rows
   */
  void add(Path labels) throws ConvertException, IOException {
    List<List<String>> records = records(labels);
    List<String> header = records.remove(0);
    if (records.size() != rows.length) {
      throw ConvertException.of(
          labels,
          "has " + records.size() + " rows, " + file + " has " + rows.length,
          "Give one row for each vector, in the same order");
    }
    for (int c = 0; c < header.size(); c++) {
      int column = c;
      columns.put(folded(header.get(c)), records.stream().map(r -> r.get(column).strip()).toList());
    }
  }

  /** A column's name as it is compared. */
  static String folded(String name) {
    return name.strip().toLowerCase(Locale.ROOT);
  }

  Path file() {
    return file;
  }

  /** The vectors. */
  double[][] rows() {
    return rows.clone();
  }

  /** Names of a vector's values; empty where the file has none. */
  List<String> values() {
    return values;
  }

  /** A column of texts, by its name. */
  Optional<List<String>> column(String name) {
    return Optional.ofNullable(columns.get(folded(name)));
  }

  /** Names of all columns of texts. */
  List<String> names() {
    return List.copyOf(columns.keySet());
  }

  /** A row, for people. */
  String place(int row) {
    return lines ? "line " + (row + 2) : "row " + row;
  }
}
