package io.musicreclass.cli.table;

import io.musicreclass.cli.terminal.EscapingPrintStream;
import io.musicreclass.cli.terminal.Terminal;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/** Where the numbers of many songs are written to, a row a song. */
interface SongTable extends AutoCloseable {
  /** Those of these songs that it has no row of yet, each once. */
  List<Path> missing(List<Path> songs);

  /** Adds a song's row. */
  void add(Path song, float[] values) throws IOException;

  /** How many rows it has; for people. */
  String summary();

  @Override
  void close() throws IOException;

  /** CSV on standard output, which has no rows of before. */
  final class Screen implements SongTable {
    private final PrintStream out = System.out;

    Screen(List<String> columns) {
      out.println(CsvRows.header(columns));
    }

    @Override
    public List<Path> missing(List<Path> songs) {
      return songs;
    }

    @Override
    public void add(Path song, float[] values) throws IOException {
      print(CsvRows.record(song, values));
      if (out.checkError()) {
        throw new IOException("Standard output cannot be written (disk full?)");
      }
    }

    /** In a file or a pipe names stay what they are; on a terminal they are escaped. */
    private void print(String record) {
      if (Terminal.isTerminal(1)) {
        out.println(record);
      } else {
        EscapingPrintStream.writeUnescaped(out, record + "\n");
      }
    }

    @Override
    public String summary() {
      return "";
    }

    @Override
    public void close() {
      out.flush();
    }
  }
}
