package io.musicreclass.classify;

import io.musicreclass.models.ModelPackage;
import io.musicreclass.track.GenreSet;
import io.musicreclass.vote.GenreMap;
import java.util.Map;
import java.util.Objects;

/**
 * A stage of the vote and the model that plays it.
 *
 * @param stage its name, such as {@code fma}
 * @param why that model and no other, for people
 * @param genreMap its genres in the words of the vote
 */
public record StageModel(String stage, ModelPackage model, String why, GenreMap genreMap) {
  /** A role whose model's genres are those of the vote. */
  static StageModel of(String stage, ModelPackage model, String why) {
    GenreSet genres = Objects.requireNonNull(model.card().head()).genreSet();
    return new StageModel(stage, model, why, GenreMap.of(genres, genres, Map.of()));
  }

  /** The same with another map, and more to say about it. */
  StageModel speaking(GenreMap map, String more) {
    return new StageModel(stage, model, why + more, map);
  }

  /** The genres its model knows. */
  GenreSet genres() {
    return Objects.requireNonNull(model.card().head()).genreSet();
  }
}
