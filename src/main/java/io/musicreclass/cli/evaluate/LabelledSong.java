package io.musicreclass.cli.evaluate;

import io.musicreclass.cli.terminal.InputFiles;
import io.musicreclass.cli.terminal.UsageError;
import io.musicreclass.csv.CsvException;
import io.musicreclass.csv.CsvReader;
import io.musicreclass.evaluate.VoteEvaluation;
import io.musicreclass.track.SongFile;
import io.musicreclass.train.data.LabelledData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A song with its known genre.
 *
 * @param artist or another group whose songs are alike; empty if not known
 * @param track the track of which it is a segment; empty if not known
 */
record LabelledSong(
    Path song, String genre, String artist, String track, VoteEvaluation.Part part) {
  /** What the commands take, for their help. */
  static final String DESCRIPTION =
      "A folder with one subfolder of songs per genre, or a CSV file with the columns path and genre"
          + " and, if known, artist (or group), track (of segments) and part (train, validation,"
          + " test); or --data.";

  private static final String PATH = "path";
  private static final String GENRE = "genre";
  private static final String ARTIST = "artist";
  private static final String GROUP = "group";
  private static final String TRACK = "track";
  private static final String PART = "part";

  private static final Map<String, VoteEvaluation.Part> PARTS =
      Map.of(
          "train", VoteEvaluation.Part.TRAIN,
          "training", VoteEvaluation.Part.TRAIN,
          "valid", VoteEvaluation.Part.VALIDATION,
          "validation", VoteEvaluation.Part.VALIDATION,
          "test", VoteEvaluation.Part.TEST);

  /** A song of which no more is known. */
  LabelledSong(Path song, String genre) {
    this(song, genre, "", "", VoteEvaluation.Part.ANY);
  }

  /** The song as the evaluation names it. */
  VoteEvaluation.Origin origin() {
    return new VoteEvaluation.Origin(SongFile.text(song), genre, artist, track, part);
  }

  /**
   * Reads the songs of a folder, where each top-level subfolder is named after its genre, or of a
   * CSV file with the columns {@code path}, relative to the file's folder, and {@code genre}, and
   * if known {@code artist} or {@code group}, {@code track} and {@code part}.
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
   * The songs of a data set that have audio.
   *
   * @throws UsageError if there are none
   */
  static List<LabelledSong> of(LabelledData data) {
    List<LabelledSong> songs =
        data.rows().stream()
            .flatMap(row -> row.audio().stream().map(audio -> of(row, audio)))
            .toList();
    if (songs.isEmpty()) {
      throw new UsageError(
          "--data %s: there is no audio in %s to classify".formatted(data.name(), data.place()));
    }
    return songs;
  }

  private static LabelledSong of(LabelledData.Row row, Path audio) {
    VoteEvaluation.Part part =
        switch (row.part()) {
          case TRAIN -> VoteEvaluation.Part.TRAIN;
          case VALID -> VoteEvaluation.Part.VALIDATION;
          case TEST -> VoteEvaluation.Part.TEST;
          case NONE -> VoteEvaluation.Part.ANY;
        };
    return new LabelledSong(audio, row.genre(), row.group(), "", part);
  }

  private static List<LabelledSong> inFolder(Path folder) throws IOException {
    Path root = folder.toAbsolutePath().normalize();
    List<LabelledSong> songs = new ArrayList<>();
    for (Path song : InputFiles.inFolder(root)) {
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

  private static List<LabelledSong> listed(Path file) {
    try (CsvReader in = CsvReader.open(file)) {
      List<String> header = in.next() ? in.cells() : List.of();
      if (!header.contains(PATH) || !header.contains(GENRE)) {
        throw new UsageError(
            file + ", line 1: expected the columns path and genre, found " + header);
      }
      List<LabelledSong> songs = new ArrayList<>();
      while (in.next()) {
        songs.add(listed(file, header, in.cells(), in.line()));
      }
      return songs;
    } catch (CsvException e) {
      throw new UsageError(file + ", " + e.getMessage() + ": correct the line");
    } catch (IOException e) {
      throw new UsageError(
          file + " cannot be read (" + e + "): give a folder, or a CSV file in UTF-8");
    }
  }

  private static LabelledSong listed(Path file, List<String> header, List<String> cells, int line) {
    if (cells.size() != header.size()
        || cell(header, cells, PATH).isBlank()
        || cell(header, cells, GENRE).isBlank()) {
      throw new UsageError(
          "%s, line %d: expected %d cells, and a path and a genre in them"
              .formatted(file, line, header.size()));
    }
    Path song = file.toAbsolutePath().resolveSibling(cell(header, cells, PATH)).normalize();
    return new LabelledSong(
        song,
        cell(header, cells, GENRE),
        cell(header, cells, header.contains(ARTIST) ? ARTIST : GROUP),
        cell(header, cells, TRACK),
        part(cell(header, cells, PART), header.contains(PART), file, line));
  }

  private static String cell(List<String> header, List<String> cells, String column) {
    int index = header.indexOf(column);
    return index < 0 ? "" : cells.get(index);
  }

  private static VoteEvaluation.Part part(String cell, boolean given, Path file, int line) {
    if (!given) {
      return VoteEvaluation.Part.ANY;
    }
    VoteEvaluation.Part part = PARTS.get(cell.toLowerCase(Locale.ROOT));
    if (part == null) {
      throw new UsageError(
          "%s, line %d: expected the part train, validation or test, found \"%s\""
              .formatted(file, line, cell));
    }
    return part;
  }
}
