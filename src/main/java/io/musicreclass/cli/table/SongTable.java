package io.musicreclass.cli.table;

import io.musicreclass.cli.terminal.EscapingPrintStream;
import io.musicreclass.cli.terminal.Terminal;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/** A table with one row of values per song. */
interface SongTable extends AutoCloseable {
  /** The given songs that have no row yet, without duplicates. */
  List<Path> missing(List<Path> songs);

  /** Adds the row of a song. */
  void add(Path song, float[] values) throws IOException;

  /** The number of rows as text; may be empty. */
  String summary();

  @Override
  void close() throws IOException;

  /** CSV on standard output, which starts empty. */
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
        throw new IOException("Cannot write to standard output (disk full?)");
      }
    }

    /** Names are escaped on a terminal, and unchanged in a file or a pipe. */
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
