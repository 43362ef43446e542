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
 * The roles whose models can vote together: they know the same genres as the first, or a genre map
 * says theirs in the words of the first. The bundled model steps aside for imported ones of other
 * genres where there is no map; any other that differs is off, which is a problem.
 *
 * @param unused why the others do not vote, by the names of their models
 */
record GenreCompatibility(
    List<StageModel> roles, List<String> problems, Map<String, String> unused) {
  private static final Logger LOG = Logger.getLogger(GenreCompatibility.class);

  /**
   * Those of the roles that agree.
   *
   * @param mapFile the user's genre map
   */
  static GenreCompatibility of(List<StageModel> roles, Optional<Path> mapFile) {
    GenreCompatibility agreement =
        new GenreCompatibility(new ArrayList<>(), new ArrayList<>(), new HashMap<>());
    List<StageModel> voting = mapFile.isPresent() ? roles : agreement.withoutBundled(roles);
    if (!voting.isEmpty()) {
      agreement.agree(voting, mapFile.flatMap(file -> agreement.lines(file, voting)));
    }
    return agreement;
  }

  /** The roles without the bundled model, where imported ones know other genres. */
  private List<StageModel> withoutBundled(List<StageModel> roles) {
    List<StageModel> imported = roles.stream().filter(r -> !r.model().card().bundled()).toList();
    if (imported.isEmpty()
        || roles.stream().allMatch(r -> r.genres().sameGenres(imported.get(0).genres()))) {
      return roles;
    }
    for (StageModel role : roles) {
      if (role.model().card().bundled()) {
        String name = role.model().card().name();
        unused.put(name, "it steps aside, as the imported models know other genres");
        LOG.infof("The bundled model steps aside: model=%s, the imported ones know others", name);
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

  private void agree(List<StageModel> voting, Optional<Map<String, String>> lines) {
    GenreSet ours = voting.get(0).genres();
    for (StageModel role : voting) {
      Optional<GenreMap> map = lines.map(l -> GenreMap.of(role.genres(), ours, l));
      if (role.genres().sameGenres(ours)) {
        roles.add(role.speaking(GenreMap.of(role.genres(), ours, Map.of()), ""));
      } else if (map.isPresent() && map.get().withoutPartner().size() < role.genres().size()) {
        roles.add(mapped(role, map.get()));
      } else {
        problems.add(disagreement(role, voting.get(0)));
        unused.put(role.model().card().name(), "its genres are not those of the first stage");
      }
    }
  }

  private static StageModel mapped(StageModel role, GenreMap map) {
    String without =
        map.withoutPartner().isEmpty()
            ? ""
            : ", without partner: " + String.join(", ", map.withoutPartner());
    return role.speaking(map, "; its genres by reclass.genre-map" + without);
  }

  private static String disagreement(StageModel role, StageModel first) {
    return "Stage %s is off: its model %s knows %d other genres than %s of stage %s: give both heads"
            .formatted(
                role.stage(),
                role.model().card().name(),
                role.genres().size(),
                first.model().card().name(),
                first.stage())
        + " of the same genres, say them in the first's words by reclass.genre-map, or name the"
        + " stages to use in reclass.stages";
  }
}
