package io.musicreclass.train.data;

import io.musicreclass.convert.read.ConvertException;
import io.musicreclass.csv.CsvException;
import io.musicreclass.csv.CsvReader;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A published CSV file, read record by record; what is wrong in it is a {@link ConvertException}.
 */
final class CsvStream implements Closeable {
  private static final String REMEDY = "Get the file again, as it was published";

  private final Path file;
  private final CsvReader in;

  private CsvStream(Path file, CsvReader in) {
    this.file = file;
    this.in = in;
  }

  /** Opens a file. */
  static CsvStream open(Path file) throws ConvertException, IOException {
    if (!Files.isRegularFile(file)) {
      throw ConvertException.of(file, "is no file", REMEDY);
    }
    try {
      return new CsvStream(file, CsvReader.open(file));
    } catch (CsvException e) {
      throw bad(file, e);
    }
  }

  private static ConvertException bad(Path file, CsvException e) {
    return ConvertException.of(file, String.valueOf(e.getMessage()), REMEDY, e);
  }

  /**
   * Reads the next record that is not empty.
   *
   * @return false at the end of the file
   */
  boolean next() throws ConvertException, IOException {
    try {
      return in.next();
    } catch (CsvException e) {
      throw bad(file, e);
    }
  }

  /** Number of cells of the record. */
  int size() {
    return in.size();
  }

  /** A cell, without its quotes and the spaces around it. */
  String cell(int index) {
    return in.cell(index);
  }

  /** A cell that is a whole number from 0 on. */
  int number(int index, String column) throws ConvertException {
    String cell = cell(index);
    if (!cell.matches("\\d{1,9}")) {
      throw bad("column " + column + ": '" + cell + "' is not a number", REMEDY);
    }
    return Integer.parseInt(cell);
  }

  /** Checks the number of cells. */
  void needCells(int expected) throws ConvertException {
    if (size() != expected) {
      throw bad("has " + size() + " cells, the header has " + expected, REMEDY);
    }
  }

  /** An error in this record. */
  ConvertException bad(String what, String remedy) {
    return ConvertException.of(file, "line " + in.line() + " " + what, remedy);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
