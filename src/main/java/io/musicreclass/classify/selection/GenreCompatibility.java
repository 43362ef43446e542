package io.musicreclass.classify.selection;

import io.musicreclass.track.GenreSet;
import io.musicreclass.vote.GenreMap;
import io.musicreclass.vote.Vocabulary;
import io.musicreclass.vote.VotingStage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * The stages whose models can vote together, and the genres of their vote. A model of other genres
 * is mapped by the correspondences of the vote's vocabulary and by the user's genre map; without a
 * genre in common it is off, which is a problem. Unless the user asks for it, the bundled model is
 * not used beside imported ones of other genres.
 */
final class GenreCompatibility {
  private static final Logger LOG = Logger.getLogger(GenreCompatibility.class);

  private final List<StageModel> stages = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private final Map<String, String> unused = new HashMap<>();
  private Optional<Vocabulary> vocabulary = Optional.empty();

  private GenreCompatibility() {}

  /**
   * The compatible ones of these stages.
   *
   * @param configured whether the user listed the stages
   * @param defaultPair whether they are the default networks
   */
  static GenreCompatibility of(
      List<StageModel> stages, boolean configured, boolean defaultPair, GenreSettings settings) {
    GenreCompatibility compatible = new GenreCompatibility();
    List<StageModel> voting =
        configured || settings.mapFile().isPresent() ? stages : compatible.withoutBundled(stages);
    if (!voting.isEmpty()) {
      compatible.map(voting, defaultPair, settings);
    }
    return compatible;
  }

  /** The compatible stages. */
  List<StageModel> stages() {
    return stages;
  }

  /** What is wrong, each problem with its remedy. */
  List<String> problems() {
    return problems;
  }

  /** Why the other models do not vote, by name. */
  Map<String, String> unused() {
    return unused;
  }

  /** The genres of the vote, as verdicts write them; empty without stages. */
  Optional<GenreSet> genres() {
    return vocabulary.map(Vocabulary::genres);
  }

  /** Without the bundled model, if imported ones have other genres. */
  private List<StageModel> withoutBundled(List<StageModel> all) {
    List<StageModel> imported = all.stream().filter(r -> !r.model().card().bundled()).toList();
    if (imported.isEmpty()
        || all.stream().allMatch(r -> r.genres().sameGenres(imported.get(0).genres()))) {
      return all;
    }
    for (StageModel stage : all) {
      if (stage.model().card().bundled()) {
        String name = stage.model().card().name();
        unused.put(name, "the imported models have other genres");
        LOG.infof("Not using the bundled model, imported ones have other genres: model=%s", name);
      }
    }
    return imported;
  }

  private void map(List<StageModel> voting, boolean defaultPair, GenreSettings settings) {
    Optional<StageModel> own = defaultPair ? ofOwnGenres(voting) : Optional.empty();
    Vocabulary chosen =
        settings.vocabulary(
            own.orElse(voting.get(0)).genres(), defaultPair && own.isEmpty(), problems);
    Map<String, List<String>> lines =
        settings.mapLines(chosen.genres(), voting.stream().map(StageModel::genres), problems);
    vocabulary = Optional.of(chosen);
    for (StageModel stage : voting) {
      GenreMap map = chosen.mapFrom(stage.genres(), lines);
      if (map.unmapped().size() == stage.genres().size()) {
        problems.add(disagreement(stage, chosen.genres()));
        unused.put(stage.model().card().name(), "none of its genres is one of the vote's");
      } else {
        boolean byUser =
            stage.genres().names().stream().map(GenreSet::fold).anyMatch(lines::containsKey);
        VotingStage part =
            new VotingStage(map, stage.isOfWideTaxonomy() && !byUser, stage.musicGate());
        stages.add(stage.with(part, explanation(stage, chosen.genres(), map, byUser)));
      }
    }
  }

  /** The default network that was given a head for genres that are not all in its taxonomy. */
  private static Optional<StageModel> ofOwnGenres(List<StageModel> voting) {
    return voting.stream()
        .filter(stage -> Vocabulary.taxonomy(stage.genres().names()).isEmpty())
        .findFirst();
  }

  private static String explanation(StageModel stage, GenreSet ours, GenreMap map, boolean byUser) {
    if (stage.genres().sameGenres(ours)) {
      return "";
    }
    String without =
        map.unmapped().isEmpty()
            ? ""
            : ", without counterpart: " + String.join(", ", map.unmapped());
    return "; genres mapped" + (byUser ? " by reclass.genre-map" : " to the vote's") + without;
  }

  private static String disagreement(StageModel stage, GenreSet ours) {
    return ("Stage %s is off: none of the genres of its model %s is one of the vote's (%s); map them"
            + " with reclass.genre-map, choose other genres with reclass.genres, or list the stages"
            + " to use in reclass.stages")
        .formatted(stage.stage(), stage.model().card().name(), String.join(", ", ours.names()));
  }
}
