package io.musicreclass.classify;

import io.musicreclass.track.GenreSet;
import io.musicreclass.vote.GenreMap;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * The stages whose models can vote together: they have the same genres as the first, or a genre map
 * maps theirs to those of the first. Without a map, the bundled model is not used beside imported
 * ones with other genres; any other model that differs is off, which is a problem.
 *
 * @param unused why the other models do not vote, by name
 */
record GenreCompatibility(
    List<StageModel> stages, List<String> problems, Map<String, String> unused) {
  private static final Logger LOG = Logger.getLogger(GenreCompatibility.class);

  /**
   * The compatible ones of these stages.
   *
   * @param mapFile the user's genre map
   */
  static GenreCompatibility of(List<StageModel> stages, Optional<Path> mapFile) {
    GenreCompatibility compatibility =
        new GenreCompatibility(new ArrayList<>(), new ArrayList<>(), new HashMap<>());
    List<StageModel> voting = mapFile.isPresent() ? stages : compatibility.withoutBundled(stages);
    if (!voting.isEmpty()) {
      compatibility.addCompatible(
          voting, mapFile.flatMap(file -> compatibility.lines(file, voting)));
    }
    return compatibility;
  }

  /** Without the bundled model, if imported ones have other genres. */
  private List<StageModel> withoutBundled(List<StageModel> stages) {
    List<StageModel> imported = stages.stream().filter(r -> !r.model().card().bundled()).toList();
    if (imported.isEmpty()
        || stages.stream().allMatch(r -> r.genres().sameGenres(imported.get(0).genres()))) {
      return stages;
    }
    for (StageModel stage : stages) {
      if (stage.model().card().bundled()) {
        String name = stage.model().card().name();
        unused.put(name, "not used, because the imported models have other genres");
        LOG.infof("Not using the bundled model, imported ones have other genres: model=%s", name);
      }
    }
    return imported;
  }

  private Optional<Map<String, String>> lines(Path file, List<StageModel> voting) {
    GenreSet ours = voting.get(0).genres();
    List<GenreSet> others =
        voting.stream().map(StageModel::genres).filter(set -> !set.sameGenres(ours)).toList();
    try {
      return others.isEmpty()
          ? Optional.empty()
          : Optional.of(GenreMapFile.read(file, ours, others));
    } catch (GenreMapFile.MistakeException e) {
      problems.add("reclass.genre-map: " + e.getMessage());
      return Optional.empty();
    }
  }

  private void addCompatible(List<StageModel> voting, Optional<Map<String, String>> lines) {
    GenreSet ours = voting.get(0).genres();
    for (StageModel stage : voting) {
      Optional<GenreMap> map = lines.map(l -> GenreMap.of(stage.genres(), ours, l));
      if (stage.genres().sameGenres(ours)) {
        stages.add(stage.withGenreMap(GenreMap.of(stage.genres(), ours, Map.of()), ""));
      } else if (map.isPresent() && map.get().unmapped().size() < stage.genres().size()) {
        stages.add(withMap(stage, map.get()));
      } else {
        problems.add(incompatible(stage, voting.get(0)));
        unused.put(stage.model().card().name(), "its genres differ from those of the first stage");
      }
    }
  }

  private static StageModel withMap(StageModel stage, GenreMap map) {
    String without =
        map.unmapped().isEmpty()
            ? ""
            : ", without counterpart: " + String.join(", ", map.unmapped());
    return stage.withGenreMap(map, "; genres mapped by reclass.genre-map" + without);
  }

  private static String incompatible(StageModel stage, StageModel first) {
    return ("Stage %s is off: the genres of its model %s differ from those of %s in stage %s; use"
            + " heads with the same genres, map the genres with reclass.genre-map, or list the"
            + " stages to use in reclass.stages")
        .formatted(
            stage.stage(), stage.model().card().name(), first.model().card().name(), first.stage());
  }
}
