package io.musicreclass.classify.selection;

import io.musicreclass.config.Settings;
import io.musicreclass.models.ModelPackage;
import io.musicreclass.models.ModelStore;
import io.musicreclass.track.GenreSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The model of each stage: the configured one, otherwise the newest imported package of its kind
 * that has a head, otherwise the bundled one. Unless the stages are configured, the default
 * networks vote without the bundled model, and not beside other imported models.
 *
 * @param stages the stages and their models, in stage order
 * @param genres the vote's genres, as verdicts write them; empty without stages
 * @param defaultPair whether only default networks vote
 * @param problems what is wrong with the models, each problem with its remedy
 * @param unused why other models are not used, by name
 */
public record ModelSelection(
    List<StageModel> stages,
    Optional<GenreSet> genres,
    boolean defaultPair,
    List<String> problems,
    Map<String, String> unused) {
  /** The stages for which models are chosen by their kind, in the order of their cost. */
  private static final List<String> STAGES = List.of("fma", "mert", "jmla");

  private static final Pattern STAGE_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]*");

  public ModelSelection {
    stages = List.copyOf(stages);
    problems = List.copyOf(problems);
    unused = Map.copyOf(unused);
  }

  /**
   * Selects among the packages in the configured folders.
   *
   * @throws IllegalArgumentException if there are {@link #mistakes} in the setting
   */
  public static ModelSelection of(Settings setup) {
    return of(setup.store(), setup.reclass().stages().orElse(List.of()), GenreSettings.of(setup));
  }

  /**
   * Selects among the packages.
   *
   * @param wanted the setting {@code reclass.stages}: {@code stage:model} each; empty: select by
   *     kind
   * @throws IllegalArgumentException if there are {@link #mistakes} in the setting
   */
  static ModelSelection of(ModelStore store, List<String> wanted, GenreSettings genres) {
    List<String> problems = new ArrayList<>();
    problems.addAll(store.broken());
    Map<String, String> configured = configured(wanted);
    List<StageModel> stages = new ArrayList<>();
    for (String stage : stages(store, configured)) {
      String name = configured.get(stage);
      if (name != null) {
        named(store, stage, name, problems).ifPresent(stages::add);
      } else if (configured.isEmpty()) {
        best(store, stage).ifPresent(stages::add);
      }
    }
    JointHeads joint = new JointHeads(store);
    List<StageModel> chosen = chosen(stages, !configured.isEmpty(), joint);
    boolean defaultPair = DefaultNetworks.are(chosen);
    GenreCompatibility compatible =
        GenreCompatibility.of(chosen, !configured.isEmpty(), defaultPair, genres);
    List<StageModel> voting = joint.complete(compatible.stages());
    problems.addAll(compatible.problems());
    problems.addAll(joint.problems());
    Map<String, String> unused = new HashMap<>(compatible.unused());
    unused.putAll(joint.unused());
    store.list().stream()
        .filter(m -> chosen.stream().noneMatch(r -> r.model() == m))
        .forEach(m -> unused.putIfAbsent(m.card().name(), whyNot(m, stages, chosen)));
    return new ModelSelection(voting, compatible.genres(), defaultPair, problems, unused);
  }

  /** Those that vote, without those whose heads lack an input. */
  private static List<StageModel> chosen(
      List<StageModel> stages, boolean configured, JointHeads joint) {
    List<StageModel> usable = stages;
    while (true) {
      List<StageModel> chosen = configured ? usable : DefaultNetworks.orOthers(usable);
      List<StageModel> complete = joint.complete(chosen);
      if (complete.size() == chosen.size()) {
        return complete;
      }
      usable = usable.stream().filter(stage -> !joint.lacks(stage)).toList();
    }
  }

  /**
   * Where in the order of the stages that of a model is, also if the model has no head yet.
   *
   * @param wanted as for {@link #of}
   * @return -1 if it has no stage
   */
  static int position(ModelPackage model, ModelStore store, List<String> wanted) {
    Map<String, String> configured = configured(wanted);
    String stage =
        configured.entrySet().stream()
            .filter(entry -> entry.getValue().equals(model.card().name()))
            .map(Map.Entry::getKey)
            .findFirst()
            .orElse(stage(model));
    return List.copyOf(stages(store, configured)).indexOf(stage);
  }

  /**
   * The stages in order: those with a known cost, then the others, as configured; without
   * configuration, those that cards name, in alphabetical order.
   */
  private static Set<String> stages(ModelStore store, Map<String, String> configured) {
    Set<String> stages = new LinkedHashSet<>(STAGES);
    stages.addAll(configured.keySet());
    if (configured.isEmpty()) {
      store.list().stream()
          .map(ModelSelection::stage)
          .filter(s -> !s.isEmpty())
          .sorted()
          .forEach(stages::add);
    }
    return stages;
  }

  private static String whyNot(
      ModelPackage model, List<StageModel> stages, List<StageModel> chosen) {
    Optional<String> unfit = unfit(model);
    if (unfit.isPresent()) {
      return unfit.get();
    }
    return stages.stream()
        .filter(r -> r.stage().equals(stage(model)))
        .findFirst()
        .map(
            r ->
                r.model() == model
                    ? DefaultNetworks.whyNot(r, stages, chosen)
                    : "stage " + r.stage() + " uses " + r.model().card().name())
        .orElse("used only if reclass.stages names it");
  }

  /** Names of the models that vote, in stage order. */
  public List<String> voting() {
    return stages.stream().map(stage -> stage.model().card().name()).toList();
  }

  /** The stages without a model, in order. */
  public List<String> unassigned() {
    return STAGES.stream()
        .filter(stage -> stages.stream().noneMatch(s -> s.stage().equals(stage)))
        .toList();
  }

  /** Errors in the setting {@code reclass.stages}, each with its remedy. */
  public static List<String> mistakes(List<String> wanted) {
    List<String> mistakes = new ArrayList<>();
    Set<String> named = new HashSet<>();
    for (String entry : wanted) {
      String[] words = words(entry);
      if (words.length < 2 || !STAGE_NAME.matcher(words[0]).matches() || words[1].isEmpty()) {
        mistakes.add(
            "reclass.stages: '" + entry + "' is not of the form stage:model, such as fma:gtzan48");
      } else if (!named.add(words[0])) {
        mistakes.add("reclass.stages: stage " + words[0] + " is named twice: remove one of them");
      }
    }
    return mistakes;
  }

  private static String[] words(String entry) {
    return Arrays.stream(entry.split(":", 2)).map(String::strip).toArray(String[]::new);
  }

  private static Map<String, String> configured(List<String> wanted) {
    List<String> mistakes = mistakes(wanted);
    if (!mistakes.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", mistakes));
    }
    return wanted.stream()
        .map(ModelSelection::words)
        .collect(Collectors.toMap(w -> w[0], w -> w[1], (a, b) -> b, LinkedHashMap::new));
  }

  private static Optional<StageModel> named(
      ModelStore store, String stage, String name, List<String> problems) {
    Optional<ModelPackage> model = store.find(name);
    Optional<String> problem =
        model
            .map(ModelSelection::unfit)
            .orElse(Optional.of("there is no such model; see reclass model list"));
    problem.ifPresent(
        reason -> problems.add("reclass.stages: " + stage + ":" + name + ": " + reason));
    return problem.isPresent()
        ? Optional.empty()
        : model.map(m -> StageModel.of(stage, m, "configured by reclass.stages"));
  }

  private static Optional<StageModel> best(ModelStore store, String stage) {
    return store.list().stream()
        .filter(m -> stage(m).equals(stage) && unfit(m).isEmpty())
        .findFirst()
        .map(m -> StageModel.of(stage, m, m.card().bundled() ? "bundled" : "newest imported"));
  }

  private static String stage(ModelPackage model) {
    String own = model.card().stage();
    return own == null ? model.card().kind().stage().orElse("") : own;
  }

  /** Why this package cannot vote. */
  private static Optional<String> unfit(ModelPackage model) {
    return model.head().isEmpty()
        ? Optional.of(
            "it has no head, so it cannot vote: run reclass model import head FILE --for "
                + model.card().name())
        : Optional.empty();
  }
}
