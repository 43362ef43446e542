package io.musicreclass.cli;

import io.musicreclass.track.Features;
import io.musicreclass.track.SongFile;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where the features of many songs are written to, a row a song. */
interface Table extends AutoCloseable {
  /** Adds a song's row. */
  void add(Path file, Features features);

  @Override
  void close() throws IOException;

  /**
   * The table for a file name: {@code .csv}, {@code .npy} with the paths beside it; CSV on standard
   * output without a name.
   */
  static Table to(@Nullable Path file) throws IOException {
    if (file == null) {
      return new CsvTable(System.out);
    }
    String name = String.valueOf(file.getFileName());
    if (name.endsWith(".csv")) {
      return new CsvTable(stream(file));
    }
    if (name.endsWith(".npy")) {
      Path index = file.resolveSibling(name.replaceFirst("\\.npy$", ".csv"));
      return new NpyTable(file, stream(index));
    }
    throw new UsageError("--output " + file + ": a name ending in .csv or .npy is wanted");
  }

  private static PrintStream stream(Path file) throws IOException {
    return new PrintStream(Files.newOutputStream(file), false, StandardCharsets.UTF_8);
  }

  /** What stands in the column {@code clip}: the file's name without its extension. */
  static String clip(Path file) {
    String text = SongFile.text(file);
    String name = text.substring(text.lastIndexOf('/') + 1);
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }

  /** CSV with a header, numbers with nine digits. */
  final class CsvTable implements Table {
    private final PrintStream out;

    CsvTable(PrintStream out) {
      this.out = out;
      out.println("clip," + String.join(",", Features.NAMES));
    }

    @Override
    public void add(Path file, Features features) {
      StringBuilder row = new StringBuilder(Csv.text(clip(file)));
      for (float value : features.toArray()) {
        row.append(',').append(Csv.number(value));
      }
      out.println(row);
      check(out);
    }

    @Override
    public void close() {
      out.flush();
      check(out);
      if (out != System.out) {
        out.close();
      }
    }
  }

  /** A NumPy array of float32 and the paths of its rows beside it. */
  final class NpyTable implements Table {
    private final Npy array;
    private final PrintStream index;

    NpyTable(Path file, PrintStream index) throws IOException {
      this.array = new Npy(file, Features.COUNT);
      this.index = index;
      index.println("clip,path");
    }

    @Override
    public void add(Path file, Features features) {
      try {
        array.add(features.toArray());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      index.println(Csv.text(clip(file)) + "," + Csv.text(SongFile.text(file)));
      check(index);
    }

    @Override
    public void close() throws IOException {
      index.close();
      array.close();
    }
  }

  private static void check(PrintStream out) {
    if (out.checkError()) {
      throw new UncheckedIOException(new IOException("The output cannot be written (disk full?)"));
    }
  }
}
