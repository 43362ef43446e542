package io.musicreclass.cli;

import io.musicreclass.cli.table.Csv;
import io.musicreclass.cli.terminal.InputFiles;
import io.musicreclass.cli.terminal.UsageError;
import io.musicreclass.train.data.LabelledData;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A song with its known genre. */
record LabelledSong(Path song, String genre) {
  private static final String PATH = "path";
  private static final String GENRE = "genre";

  /**
   * Reads the songs of a folder, where each top-level subfolder is named after its genre, or of a
   * CSV file with the columns {@code path}, relative to the file's folder, and {@code genre}.
   *
   * @throws UsageError if it is neither; the message names file, line and remedy
   */
  static List<LabelledSong> of(Path source) throws IOException {
    List<LabelledSong> songs = Files.isDirectory(source) ? inFolder(source) : listed(source);
    if (songs.isEmpty()) {
      throw new UsageError(
          source + " contains no songs: give a folder with one subfolder of songs per genre");
    }
    return songs;
  }

  /**
   * The songs of a data set that have audio: those of its test part, where it is split.
   *
   * @throws UsageError if there are none
   */
  static List<LabelledSong> of(LabelledData data) {
    List<LabelledData.Row> rows =
        data.rows().stream().filter(row -> row.audio().isPresent()).toList();
    List<LabelledData.Row> test =
        rows.stream().filter(row -> row.part() == LabelledData.Part.TEST).toList();
    if (rows.isEmpty()) {
      throw new UsageError(
          "--data %s: there is no audio in %s to classify".formatted(data.name(), data.place()));
    }
    if (!test.isEmpty()) {
      System.err.printf(
          "reclass: %s: measured on its test part, %d of %d songs%n",
          data.name(), test.size(), rows.size());
    }
    return (test.isEmpty() ? rows : test)
        .stream().map(row -> new LabelledSong(row.audio().orElseThrow(), row.genre())).toList();
  }

  private static List<LabelledSong> inFolder(Path folder) throws IOException {
    Path root = folder.toAbsolutePath().normalize();
    List<LabelledSong> songs = new ArrayList<>();
    for (Path song : InputFiles.of(List.of(root))) {
      Path inside = root.relativize(song);
      if (inside.getNameCount() < 2) {
        throw new UsageError(
            song
                + " is not in a subfolder named after its genre: move it into one, or list it in a CSV file");
      }
      songs.add(new LabelledSong(song, inside.getName(0).toString()));
    }
    return songs;
  }

  private static List<LabelledSong> listed(Path file) throws IOException {
    List<String> lines;
    try {
      lines = Files.readAllLines(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UsageError(
          file + " cannot be read (" + e + "): give a folder, or a CSV file in UTF-8");
    }
    List<String> header = Csv.fields(lines.isEmpty() ? "" : lines.get(0));
    int path = header.indexOf(PATH);
    int genre = header.indexOf(GENRE);
    if (path < 0 || genre < 0) {
      throw new UsageError(file + ", line 1: expected the columns path and genre, found " + header);
    }
    List<LabelledSong> songs = new ArrayList<>();
    for (int i = 1; i < lines.size(); i++) {
      List<String> cells = Csv.fields(lines.get(i));
      if (cells.size() != header.size()
          || cells.get(path).isBlank()
          || cells.get(genre).isBlank()) {
        throw new UsageError(
            "%s, line %d: expected %d non-empty cells, as in line 1"
                .formatted(file, i + 1, header.size()));
      }
      Path song = file.toAbsolutePath().resolveSibling(cells.get(path)).normalize();
      songs.add(new LabelledSong(song, cells.get(genre)));
    }
    return songs;
  }
}
