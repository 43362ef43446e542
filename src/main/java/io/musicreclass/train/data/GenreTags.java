package io.musicreclass.train.data;

import io.musicreclass.convert.read.ConvertException;
import io.musicreclass.track.GenreSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Which genre tags are which genre: lines {@code genre = tag, tag...}. */
final class GenreTags {
  private static final String REMEDY = "Write lines such as: Hip-Hop = Rap, Hip Hop, Trap";

  private final Map<String, String> genres = new HashMap<>();

  private GenreTags() {}

  /**
   * Reads a file.
   *
   * @throws ConvertException naming the line that is wrong
   */
  static GenreTags read(Path file) throws ConvertException, IOException {
    GenreTags tags = new GenreTags();
    TextLines.read(
        file,
        REMEDY,
        (line, number) -> {
          int equals = line.indexOf('=');
          String genre = equals < 0 ? "" : line.substring(0, equals).strip();
          if (genre.isEmpty()) {
            throw ConvertException.of(
                file, "line " + number + ": '" + line + "' is not genre = tag, tag", REMEDY);
          }
          for (String tag : line.substring(equals + 1).split(",", -1)) {
            String earlier = tag.isBlank() ? null : tags.genres.put(GenreSet.fold(tag), genre);
            if (earlier != null && !earlier.equals(genre)) {
              throw ConvertException.of(
                  file,
                  "line %d: %s is %s already".formatted(number, tag.strip(), earlier),
                  REMEDY);
            }
          }
        });
    return tags;
  }

  /** The genres of tags; none where no line has any of them. */
  List<String> genres(Collection<String> tags) {
    return tags.stream()
        .flatMap(tag -> Stream.ofNullable(genres.get(GenreSet.fold(tag))))
        .distinct()
        .toList();
  }
}
