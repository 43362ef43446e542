package io.musicreclass.classify;

import io.musicreclass.models.ModelPackage;
import io.musicreclass.track.GenreSet;
import io.musicreclass.vote.GenreMap;
import java.util.Map;
import java.util.Objects;

/**
 * A stage of the vote and its model.
 *
 * @param stage its name, such as {@code fma}
 * @param why this model was selected, for people
 * @param genreMap from its genres to those of the vote
 */
public record StageModel(String stage, ModelPackage model, String why, GenreMap genreMap) {
  /** A stage whose model has the genres of the vote. */
  static StageModel of(String stage, ModelPackage model, String why) {
    GenreSet genres = Objects.requireNonNull(model.card().head()).genreSet();
    return new StageModel(stage, model, why, GenreMap.of(genres, genres, Map.of()));
  }

  /** The same with another map and a further explanation. */
  StageModel withGenreMap(GenreMap map, String more) {
    return new StageModel(stage, model, why + more, map);
  }

  /** The genres its model knows. */
  GenreSet genres() {
    return Objects.requireNonNull(model.card().head()).genreSet();
  }
}
