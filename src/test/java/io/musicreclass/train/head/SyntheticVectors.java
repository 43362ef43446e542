package io.musicreclass.train.head;

import io.musicreclass.testing.NumpyBytes;
import io.musicreclass.train.SplitMix64;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A table of three genres that can be told apart, by 6 artists each with 4 songs, 0 to 1. */
final class SyntheticVectors {
  static final int WIDTH = 5;
  static final List<String> GENRES = List.of("Blues", "Jazz", "Rock");
  static final List<String> COLUMNS = List.of("slow", "blues", "jazz", "loud", "long, and odd");

  final List<double[]> rows = new ArrayList<>();
  final List<String> genres = new ArrayList<>();
  final List<Integer> labels = new ArrayList<>();
  final List<String> artists = new ArrayList<>();
  final List<String> parts = new ArrayList<>();

  SyntheticVectors() {
    SplitMix64 random = SplitMix64.of(5, 0);
    for (int i = 0; i < 72; i++) {
      int genre = i % 3;
      int artist = i / 12;
      double[] row = new double[WIDTH];
      for (int c = 0; c < WIDTH; c++) {
        double z = (c == genre ? 2.5 : 0) + 0.6 * random.normal();
        row[c] = 1 / (1 + StrictMath.exp(1 - z));
      }
      rows.add(row);
      genres.add(GENRES.get(genre));
      labels.add(genre);
      artists.add(GENRES.get(genre) + " " + artist);
      parts.add(artist == 5 ? "test" : "train");
    }
  }

  List<String> csv(boolean part) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "track,genre,artist" + (part ? ",part" : "") + ",slow,blues,jazz,loud,\"long, and odd\"");
    for (int i = 0; i < rows.size(); i++) {
      StringBuilder line = new StringBuilder("song " + i + "," + genres.get(i) + ",");
      line.append('"').append(artists.get(i)).append('"');
      if (part) {
        line.append(',').append(parts.get(i));
      }
      for (double value : rows.get(i)) {
        line.append(',').append(value);
      }
      lines.add(line.toString());
    }
    return lines;
  }

  Path writeCsv(Path file) throws IOException {
    return Files.write(file, csv(true));
  }

  Path writeNpy(Path file) throws IOException {
    return Files.write(file, NumpyBytes.matrix(rows.toArray(double[][]::new)));
  }

  Path writeNpz(Path file, boolean numbered) throws IOException {
    Map<String, byte[]> arrays = new LinkedHashMap<>();
    arrays.put("X", NumpyBytes.matrix(rows.toArray(double[][]::new)));
    arrays.put(
        "y",
        numbered
            ? NumpyBytes.integers(labels.stream().mapToInt(i -> i).toArray())
            : NumpyBytes.texts(genres));
    arrays.put("groups", NumpyBytes.texts(artists));
    arrays.put("part", NumpyBytes.texts(parts));
    return NumpyBytes.archive(file, arrays);
  }

  /** Labels alone, for a table that has none. */
  Path writeLabels(Path file) throws IOException {
    List<String> lines = new ArrayList<>(List.of("genre,artist,part"));
    for (int i = 0; i < rows.size(); i++) {
      lines.add(genres.get(i) + "," + artists.get(i) + "," + parts.get(i));
    }
    return Files.write(file, lines);
  }

  /** A request without options. */
  static HeadTraining.Request request(Path table) {
    return request(table, Optional.empty(), Optional.empty());
  }

  static HeadTraining.Request request(Path table, Optional<Path> labels, Optional<Path> genres) {
    return new HeadTraining.Request(
        table,
        labels,
        genres,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        true,
        false,
        Optional.empty());
  }
}
