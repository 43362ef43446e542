package io.musicreclass.classify.selection;

import io.musicreclass.config.Settings;
import io.musicreclass.track.GenreSet;
import io.musicreclass.vote.Vocabulary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The settings of the vote's genres.
 *
 * @param name the vocabulary of the setting {@code reclass.genres}: {@code auto} or a shipped one
 * @param file the file that {@code reclass.genres} names instead
 * @param mapFile the file of the setting {@code reclass.genre-map}
 */
record GenreSettings(String name, Optional<Path> file, Optional<Path> mapFile) {
  private static final String AUTO = "auto";

  /** The settings where nothing is configured. */
  static final GenreSettings DEFAULT = new GenreSettings(AUTO, Optional.empty(), Optional.empty());

  static GenreSettings of(Settings settings) {
    String genres = settings.reclass().genres().strip();
    boolean named = genres.equals(AUTO) || Vocabulary.SHIPPED.contains(genres);
    return new GenreSettings(
        named ? genres : AUTO,
        named ? Optional.empty() : Optional.of(settings.path(genres)),
        settings.reclass().genreMap().map(settings::path));
  }

  /**
   * The vocabulary of the vote.
   *
   * @param first the first stage's genres
   * @param defaultPair whether the default networks vote
   * @param problems receives what is wrong with the settings
   */
  Vocabulary vocabulary(GenreSet first, boolean defaultPair, List<String> problems) {
    if (file.isPresent()) {
      try {
        return Vocabulary.parse(Files.readAllLines(file.get()));
      } catch (IOException e) {
        problems.add(
            "reclass.genres: %s cannot be read (%s): name one of auto, %s, or a file with a genre on each line"
                .formatted(file.get(), e, String.join(", ", Vocabulary.SHIPPED)));
      } catch (IllegalArgumentException e) {
        problems.add("reclass.genres: " + file.get() + ": " + e.getMessage());
      }
    }
    if (name.equals(AUTO)) {
      return defaultPair ? Vocabulary.shipped(Vocabulary.WIDE) : Vocabulary.ofModel(first);
    }
    return Vocabulary.shipped(name);
  }

  /**
   * The lines of the user's genre map.
   *
   * @param ours the vote's genres
   * @param stages the genres of each stage
   * @param problems receives what is wrong with the file
   */
  Map<String, List<String>> mapLines(
      GenreSet ours, Stream<GenreSet> stages, List<String> problems) {
    List<GenreSet> others = stages.filter(set -> !set.sameGenres(ours)).toList();
    if (mapFile.isEmpty() || others.isEmpty()) {
      return Map.of();
    }
    try {
      return GenreMapFile.read(mapFile.get(), ours, others);
    } catch (GenreMapFile.MistakeException e) {
      problems.add("reclass.genre-map: " + e.getMessage());
      return Map.of();
    }
  }
}
