package io.musicreclass.cli.table;

import io.musicreclass.cli.terminal.UsageError;
import io.musicreclass.csv.CsvRecord;
import io.musicreclass.track.SongFile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A table of songs in a file, with an index file that names the song and the maker of each row. An
 * interrupted table is continued after its last complete row.
 *
 * <p>Rows are synced before the index, and the index before the header: after a power cut, every
 * row named in the index is complete.
 */
final class TableFile implements SongTable {
  /** Limits of what a kill may lose and the next run computes again. */
  private static final int ROWS_AT_RISK = 256;

  private static final long TIME_AT_RISK = 5_000_000_000L;
  private static final String HEADER = "clip,path,path_uri,made_by";

  private final Path file;
  private final String maker;
  private final CsvFile index;
  private final RowWriter rows;
  private final Set<Path> known;
  private int pending;
  private long flushed = System.nanoTime();
  private boolean broken;

  private TableFile(Path file, CsvFile index, RowWriter rows, String maker, List<Path> songs) {
    this.file = file;
    this.index = index;
    this.rows = rows;
    this.maker = maker;
    this.known = new HashSet<>(songs);
  }

  /** Opens the row file of a table. */
  @FunctionalInterface
  interface Opening {
    RowWriter open(Path file) throws IOException;
  }

  /**
   * Opens or creates a table.
   *
   * @param index file that names the song of each row
   * @param maker identifies what computes a row, including everything the values depend on
   * @throws UsageError if it cannot be written, or was made by another maker
   */
  static TableFile open(Path file, Path index, String maker, Opening opening) {
    try {
      if (Files.exists(file) && Files.size(file) > 0 && Files.notExists(index)) {
        throw new UsageError(
            file + " is there already without its index " + index + ": choose another --output");
      }
      CsvFile names =
          CsvFile.openLocked(index, HEADER)
              .orElseThrow(
                  () ->
                      new UsageError(
                          file
                              + " is being written by another reclass: wait until that has"
                              + " finished"));
      try {
        return resume(file, names, maker, opening);
      } catch (IOException | RuntimeException e) {
        names.close();
        throw e;
      }
    } catch (IOException e) {
      throw new UsageError("--output " + file + " cannot be written: " + reason(e));
    }
  }

  private static TableFile resume(Path file, CsvFile index, String maker, Opening opening)
      throws IOException {
    List<Path> songs = new ArrayList<>();
    index.scan(Integer.MAX_VALUE, record -> songs.add(song(file, maker, record)));
    RowWriter rows = opening.open(file);
    try {
      int whole = rows.scan(songs.size());
      index.scan(whole, record -> {});
      index.cut();
      rows.cut();
      return new TableFile(file, index, rows, maker, songs.subList(0, whole));
    } catch (IOException | RuntimeException e) {
      rows.close();
      throw e;
    }
  }

  /** The songs of a table's rows, in their order. */
  static List<Path> songs(Path file, Path index, String maker) throws IOException {
    List<Path> songs = new ArrayList<>();
    try (CsvFile names = CsvFile.open(index, HEADER)) {
      names.scan(Integer.MAX_VALUE, record -> songs.add(song(file, maker, record)));
    }
    return songs;
  }

  private static Path song(Path file, String maker, String record) {
    List<String> fields = CsvRecord.cells(record);
    if (fields.size() != 4) {
      throw damaged(file, record);
    }
    if (!fields.get(3).equals(maker)) {
      throw new UsageError(
          file
              + " was made by "
              + fields.get(3)
              + ", not by "
              + maker
              + ": choose another --output, or remove it with its index");
    }
    try {
      return Path.of(URI.create(fields.get(2)));
    } catch (IllegalArgumentException | FileSystemNotFoundException e) {
      throw damaged(file, record);
    }
  }

  private static UsageError damaged(Path file, String record) {
    return new UsageError(
        "The index of "
            + file
            + " was changed by another program at: "
            + record
            + "; restore it, or remove both");
  }

  @Override
  public List<Path> missing(List<Path> wanted) {
    return wanted.stream().distinct().filter(song -> !known.contains(song)).toList();
  }

  @Override
  public void add(Path song, float[] values) throws IOException {
    try {
      rows.add(song, values);
      index.add(
          CsvRecord.of(List.of(Csv.clip(song), SongFile.text(song), SongFile.uri(song), maker)));
      known.add(song);
      pending++;
      if (pending >= ROWS_AT_RISK || System.nanoTime() - flushed > TIME_AT_RISK) {
        flush();
      }
    } catch (IOException e) {
      broken = true;
      throw unwritable(e);
    }
  }

  private void flush() throws IOException {
    rows.force();
    index.force();
    rows.announce();
    pending = 0;
    flushed = System.nanoTime();
  }

  private IOException unwritable(IOException e) {
    return new IOException(
        file
            + " cannot be written ("
            + reason(e)
            + "). Fix that and run the same command again: it continues where it stopped",
        e);
  }

  private static String reason(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "the folder does not exist";
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    String reason = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
    return reason == null ? e.toString() : reason;
  }

  @Override
  public String summary() {
    return file + ": " + known.size() + (known.size() == 1 ? " row" : " rows");
  }

  @Override
  public void close() throws IOException {
    try (index;
        rows) {
      if (!broken) {
        flush();
      }
    } catch (IOException e) {
      throw unwritable(e);
    }
  }
}
