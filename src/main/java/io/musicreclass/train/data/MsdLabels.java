package io.musicreclass.train.data;

import io.musicreclass.convert.read.ConvertException;
import io.musicreclass.train.data.LabelledData.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The tagtraum genre annotations of the Million Song Dataset (Schreiber 2015): lines of a track's
 * id, a tab and its genre, and perhaps a less frequent one after another tab.
 */
final class MsdLabels {
  private static final String FILE = "msd_tagtraum_cd1.cls";
  private static final List<String> GENRES =
      List.of(
          "Blues",
          "Country",
          "Electronic",
          "Folk",
          "International",
          "Jazz",
          "Latin",
          "New Age",
          "Pop_Rock",
          "Rap",
          "Reggae",
          "RnB",
          "Vocal");

  private static final String REMEDY =
      "Give " + FILE + " of tagtraum industries with --annotations";

  private MsdLabels() {}

  /** The genres of tracks by their ids. */
  static Map<String, String> read(Request request, RowCollector out)
      throws ConvertException, IOException {
    Path file = request.annotations().orElseGet(() -> request.folder().resolve(FILE));
    out.source(file);
    Map<String, String> genres = new LinkedHashMap<>();
    TextLines.read(
        file,
        REMEDY,
        (line, number) -> {
          String[] cells = line.split("\t", -1);
          String wrong =
              cells.length < 2 || !cells[0].matches("TR[A-Z0-9]{16}")
                  ? "'" + line + "' is not a track's id, a tab and a genre"
                  : !GENRES.contains(cells[1].strip())
                      ? "genre '" + cells[1] + "' is none of " + GENRES
                      : genres.put(cells[0], cells[1].strip()) != null
                          ? cells[0] + " is listed twice"
                          : "";
          if (!wrong.isEmpty()) {
            throw ConvertException.of(file, "line " + number + ": " + wrong, REMEDY);
          }
        });
    return genres;
  }

  /** The file of a track: {@code A/B/C/TRABC....h5}. */
  static Optional<Path> file(Path folder, String id) {
    String inside = "%c/%c/%c/%s.h5".formatted(id.charAt(2), id.charAt(3), id.charAt(4), id);
    return Stream.of("", "data", "MillionSongSubset", "MillionSongSubset/data")
        .map(place -> folder.resolve(place).resolve(inside))
        .filter(Files::isRegularFile)
        .findFirst();
  }
}
