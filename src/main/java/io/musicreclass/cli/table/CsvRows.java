package io.musicreclass.cli.table;

import io.musicreclass.csv.CsvRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Rows as CSV: the clip name, then its values with nine significant digits. */
final class CsvRows implements RowWriter {
  private final CsvFile file;

  CsvRows(Path file, List<String> columns) throws IOException {
    this.file = CsvFile.open(file, header(columns));
  }

  static String header(List<String> columns) {
    return "clip," + String.join(",", columns);
  }

  static String record(Path song, float[] values) {
    List<String> cells = new ArrayList<>();
    cells.add(Csv.clip(song));
    for (float value : values) {
      cells.add(Csv.number(value));
    }
    return CsvRecord.of(cells);
  }

  @Override
  public int scan(int most) throws IOException {
    return file.scan(most, record -> {});
  }

  @Override
  public void cut() throws IOException {
    file.cut();
  }

  @Override
  public void add(Path song, float[] values) {
    file.add(record(song, values));
  }

  @Override
  public void force() throws IOException {
    file.force();
  }

  @Override
  public void announce() {
    // CSV has no row count in its header.
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
