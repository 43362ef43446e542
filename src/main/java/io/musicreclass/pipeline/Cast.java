package io.musicreclass.pipeline;

import io.musicreclass.models.Broken;
import io.musicreclass.models.ModelPackage;
import io.musicreclass.models.ModelStore;
import io.musicreclass.track.GenreSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Which model plays which stage (DESIGN section 4): the configured one, else the newest imported
 * package of its kind that has a head, else the bundled one.
 *
 * @param roles in stage order
 * @param problems what is wrong with the models, each with its mend
 */
public record Cast(List<Role> roles, List<String> problems) {
  private static final Logger LOG = Logger.getLogger(Cast.class);

  /** The stages in the order of their cost. */
  private static final List<String> STAGES = List.of("fma", "mert", "jmla");

  public Cast {
    roles = List.copyOf(roles);
    problems = List.copyOf(problems);
  }

  /**
   * Chooses among the packages.
   *
   * @param wanted the setting {@code reclass.stages}: {@code stage:model} each; empty: choose
   */
  public static Cast of(ModelStore store, List<String> wanted) {
    List<String> problems = new ArrayList<>();
    store.broken().stream().map(Broken::reason).forEach(problems::add);
    Map<String, String> configured = configured(wanted, problems);
    List<Role> roles = new ArrayList<>();
    for (String stage : STAGES) {
      String name = configured.get(stage);
      if (name != null) {
        named(store, stage, name, problems).ifPresent(roles::add);
      } else if (configured.isEmpty()) {
        best(store, stage).ifPresent(roles::add);
      }
    }
    return new Cast(agreeing(roles, problems), problems);
  }

  /**
   * The roles whose models know the same genres. The bundled model steps aside for imported ones of
   * other genres; any other that differs from the first is off, which is a problem.
   */
  private static List<Role> agreeing(List<Role> roles, List<String> problems) {
    List<Role> imported = roles.stream().filter(r -> !r.model().card().bundled()).toList();
    boolean aside =
        !imported.isEmpty()
            && roles.stream().anyMatch(r -> !genres(r).sameGenres(genres(imported.get(0))));
    List<Role> agreeing = new ArrayList<>();
    for (Role role : roles) {
      if (aside && role.model().card().bundled()) {
        LOG.infof(
            "The bundled model steps aside: model=%s, the imported ones know other genres",
            role.model().card().name());
      } else if (agreeing.isEmpty() || genres(role).sameGenres(genres(agreeing.get(0)))) {
        agreeing.add(role);
      } else {
        problems.add(disagreement(role, agreeing.get(0)));
      }
    }
    return agreeing;
  }

  private static String disagreement(Role role, Role first) {
    return "Stage %s is off: its model %s knows %d other genres than %s of stage %s: give both heads"
            .formatted(
                role.stage(),
                role.model().card().name(),
                genres(role).size(),
                first.model().card().name(),
                first.stage())
        + " of the same genres, or name the stages to use in reclass.stages";
  }

  private static GenreSet genres(Role role) {
    return Objects.requireNonNull(role.model().card().head()).genreSet();
  }

  private static Map<String, String> configured(List<String> wanted, List<String> problems) {
    Map<String, String> configured = new HashMap<>();
    for (String entry : wanted) {
      String[] words = entry.strip().split(":", 2);
      if (words.length < 2 || !STAGES.contains(words[0]) || words[1].isBlank()) {
        problems.add("reclass.stages: '" + entry + "' is no stage:model with a stage of " + STAGES);
      } else {
        configured.put(words[0], words[1].strip());
      }
    }
    return configured;
  }

  private static Optional<Role> named(
      ModelStore store, String stage, String name, List<String> problems) {
    Optional<ModelPackage> model = store.find(name);
    Optional<String> problem =
        model
            .map(Cast::unfit)
            .orElse(
                Optional.of("there is no such model; reclass model list shows those there are"));
    problem.ifPresent(
        reason -> problems.add("reclass.stages: " + stage + ":" + name + ": " + reason));
    return problem.isPresent()
        ? Optional.empty()
        : model.map(m -> new Role(stage, m, "configured by reclass.stages"));
  }

  private static Optional<Role> best(ModelStore store, String stage) {
    return store.list().stream()
        .filter(m -> stage(m).equals(stage) && unfit(m).isEmpty())
        .findFirst()
        .map(m -> new Role(stage, m, m.card().bundled() ? "bundled" : "the newest imported"));
  }

  private static String stage(ModelPackage model) {
    String own = model.card().stage();
    return own == null ? model.card().kind().stage().orElse("") : own;
  }

  /** Why this package cannot play any stage. */
  private static Optional<String> unfit(ModelPackage model) {
    return model.head().isEmpty()
        ? Optional.of("it has no head, so it cannot vote; train or import one")
        : Optional.empty();
  }
}
