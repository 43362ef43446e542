package io.musicreclass.train.data;

import io.musicreclass.convert.read.ConvertException;
import io.musicreclass.train.data.LabelledData.Part;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * FMA's {@code tracks.csv}: two header rows that together name a column ({@code track, genre_top}),
 * a third with {@code track_id}, then a row for each track.
 */
final class FmaTracks {
  /** Its subsets; each contains those before it. */
  static final List<String> SUBSETS = List.of("small", "medium", "large");

  private static final String REMEDY = "Give tracks.csv of fma_metadata.zip, as it was published";

  /** What is known of a track. */
  record Track(String genre, String artist, Part part) {}

  private FmaTracks() {}

  /**
   * The tracks with a genre, by their ids.
   *
   * @param subset {@code small}, {@code medium}, {@code large}, or empty for all
   */
  static Map<Integer, Track> read(Path file, String subset, RowCollector out)
      throws ConvertException, IOException {
    Map<Integer, Track> tracks = new LinkedHashMap<>();
    try (CsvStream csv = CsvStream.open(file)) {
      List<String> upper = header(csv);
      List<String> lower = header(csv);
      int genre = column(csv, upper, lower, "track", "genre_top");
      int artist = column(csv, upper, lower, "artist", "id");
      int split = column(csv, upper, lower, "set", "split");
      int within = column(csv, upper, lower, "set", "subset");
      while (csv.next()) {
        csv.needCells(upper.size());
        if (csv.cell(0).equals("track_id")) {
          continue;
        }
        int id = csv.number(0, "track_id");
        int rank = SUBSETS.indexOf(csv.cell(within));
        if (!subset.isEmpty() && (rank < 0 || rank > SUBSETS.indexOf(subset))) {
          continue;
        }
        if (csv.cell(genre).isEmpty()) {
          out.leaveOut("tracks without genre_top", Integer.toString(id));
          continue;
        }
        Track track = new Track(csv.cell(genre), csv.cell(artist), part(csv, csv.cell(split)));
        if (tracks.put(id, track) != null) {
          throw csv.bad("lists the track " + id + " a second time", REMEDY);
        }
      }
    }
    return tracks;
  }

  private static List<String> header(CsvStream csv) throws ConvertException, IOException {
    List<String> names = new ArrayList<>();
    if (csv.next()) {
      for (int i = 0; i < csv.size(); i++) {
        names.add(csv.cell(i));
      }
    }
    return names;
  }

  private static int column(
      CsvStream csv, List<String> upper, List<String> lower, String first, String second)
      throws ConvertException {
    for (int i = 0; i < upper.size() && i < lower.size(); i++) {
      if (upper.get(i).equals(first) && lower.get(i).equals(second)) {
        return i;
      }
    }
    throw csv.bad("has no column " + first + ", " + second + " in the header rows", REMEDY);
  }

  private static Part part(CsvStream csv, String split) throws ConvertException {
    return switch (split) {
      case "training" -> Part.TRAIN;
      case "validation" -> Part.VALID;
      case "test" -> Part.TEST;
      default ->
          throw csv.bad(
              "column set, split: '" + split + "' is none of training, validation, test", REMEDY);
    };
  }
}
