package io.musicreclass.classify.selection;

import io.musicreclass.models.Card;
import io.musicreclass.models.HeadInput;
import io.musicreclass.models.ModelPackage;
import io.musicreclass.track.GenreSet;
import io.musicreclass.vote.GenreMap;
import io.musicreclass.vote.MusicGate;
import io.musicreclass.vote.VotingStage;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A stage of the vote and its model.
 *
 * @param stage its name, such as {@code fma}
 * @param why this model was selected, for people
 * @param voting how its scores enter the vote
 * @param others the further models whose outputs its head takes; empty for nearly every head
 */
public record StageModel(
    String stage, ModelPackage model, String why, VotingStage voting, List<ModelPackage> others) {
  public StageModel {
    others = List.copyOf(others);
  }

  /** A stage whose model has the genres of the vote. */
  static StageModel of(String stage, ModelPackage model, String why) {
    GenreSet genres = Objects.requireNonNull(model.card().head()).genreSet();
    return new StageModel(stage, model, why, VotingStage.of(GenreMap.identity(genres)), List.of());
  }

  /** The same with another part in the vote and a further explanation. */
  StageModel with(VotingStage otherVoting, String more) {
    return new StageModel(stage, model, why + more, otherVoting, others);
  }

  /** The same with the models whose outputs its head takes besides its own. */
  StageModel taking(List<ModelPackage> models) {
    return new StageModel(stage, model, why, voting, models);
  }

  /** The inputs of its head, if there are several. */
  public List<HeadInput> inputs() {
    return Objects.requireNonNull(model.card().head()).inputs();
  }

  /** What tells music from other sounds; empty if its classes are not AudioSet's. */
  Optional<MusicGate> musicGate() {
    return Optional.ofNullable(model.card().encoder())
        .flatMap(
            encoder ->
                Optional.ofNullable(encoder.classes())
                    .flatMap(classes -> MusicGate.of(classes.names(), encoder.width())));
  }

  /** Whether its head names genres of the wide taxonomy. */
  boolean isOfWideTaxonomy() {
    return Card.Head.WIDE.equals(Objects.requireNonNull(model.card().head()).taxonomy());
  }

  /** The genres its model knows. */
  public GenreSet genres() {
    return Objects.requireNonNull(model.card().head()).genreSet();
  }
}
