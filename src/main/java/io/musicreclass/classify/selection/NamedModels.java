package io.musicreclass.classify.selection;

import io.musicreclass.config.Settings;
import io.musicreclass.models.HeadInput;
import io.musicreclass.models.HeadTarget;
import io.musicreclass.models.ModelPackage;
import io.musicreclass.models.ModelStore;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Models as the command line names them: one, or several joined by {@code +}. */
public final class NamedModels {
  private final Settings settings;
  private final ModelStore store;

  /** Looks them up among the packages in the configured folders. */
  public NamedModels(Settings settings) {
    this.settings = settings;
    this.store = settings.store();
  }

  /**
   * The models whose outputs a head takes. It votes at the stage of theirs that comes last.
   *
   * @throws IllegalArgumentException if there is no such model, or several cannot vote together
   */
  public HeadTarget target(String names) {
    List<ModelPackage> models = all(names);
    if (models.size() == 1) {
      return HeadTarget.of(models.get(0));
    }
    for (ModelPackage model : models) {
      if (position(model) < 0) {
        throw new IllegalArgumentException(
            names
                + ": "
                + model.card().name()
                + " has no stage, and a head of several models votes at the last one's: list it in"
                + " reclass.stages");
      }
    }
    return new HeadTarget(
        models, models.stream().max(Comparator.comparingInt(this::position)).orElseThrow());
  }

  private int position(ModelPackage model) {
    return ModelSelection.position(model, store, settings.reclass().stages().orElse(List.of()));
  }

  /**
   * The models, in order.
   *
   * @throws IllegalArgumentException if there is no such model
   */
  public List<ModelPackage> all(String names) {
    return Arrays.stream(names.split("\\+", -1)).map(String::strip).map(this::one).toList();
  }

  private ModelPackage one(String name) {
    return store
        .find(name)
        .or(() -> name.equals(HeadInput.FEATURES) ? features() : Optional.empty())
        .orElseThrow(
            () -> new IllegalArgumentException(name + ": no such model (see reclass model list)"));
  }

  /** The features of the excerpt that a configured stage analyses, otherwise the newest model. */
  private Optional<ModelPackage> features() {
    Stream<ModelPackage> configured =
        ModelSelection.of(settings).stages().stream().map(StageModel::model);
    return Stream.concat(configured, store.list().stream())
        .filter(model -> model.encoder().isEmpty())
        .findFirst();
  }
}
