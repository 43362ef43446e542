package io.musicreclass.cli.model;

import io.musicreclass.classify.selection.ModelSelection;
import io.musicreclass.classify.selection.StageModel;
import io.musicreclass.cli.settings.Installation;
import io.musicreclass.cli.terminal.Progress;
import io.musicreclass.cli.terminal.StatusLine;
import io.musicreclass.cli.terminal.Terminal;
import io.musicreclass.cli.terminal.UsageError;
import io.musicreclass.config.Settings;
import io.musicreclass.engine.Engine;
import io.musicreclass.engine.EngineState.Building;
import io.musicreclass.engine.select.Engines;
import io.musicreclass.models.ModelPackage;
import io.musicreclass.models.ModelStore;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code reclass model build}: compiles models for the GPU before their first song. */
@Command(
    name = "build",
    description = "Compiles models for the NVIDIA GPU; normally done by the daemon.",
    mixinStandardHelpOptions = true)
final class BuildCommand implements Callable<Integer> {
  @Parameters(
      arity = "0..*",
      paramLabel = "NAME",
      description = "Models; default: those used by the stages.")
  private @Nullable List<String> names;

  @Override
  public Integer call() {
    Settings setup = Installation.setup();
    List<ModelPackage> models = models(setup);
    boolean failed = false;
    try (Engine engine = Engines.openGpu(setup.engine(), setup.models())) {
      System.err.println(
          "reclass: TensorRT "
              + engine.version()
              + " on "
              + engine.state().gpu()
              + "; a large model takes minutes");
      for (ModelPackage model : models) {
        failed |= !build(engine, model);
      }
    }
    return failed ? 1 : 0;
  }

  private List<ModelPackage> models(Settings setup) {
    if (names == null) {
      return ModelSelection.of(setup).stages().stream().map(StageModel::model).toList();
    }
    ModelStore store = setup.store();
    return names.stream().map(name -> find(store, name)).toList();
  }

  private static ModelPackage find(ModelStore store, String name) {
    return store
        .find(name)
        .orElseThrow(() -> new UsageError(name + ": no such model (see reclass model list)"));
  }

  private static boolean build(Engine engine, ModelPackage model) {
    BuildProgress progress = new BuildProgress();
    try {
      List<String> done = engine.prepare(model, progress::show);
      progress.clear();
      done.forEach(System.out::println);
      return true;
    } catch (IOException e) {
      progress.clear();
      System.err.println("reclass: " + e.getMessage());
      return false;
    }
  }

  /** Build progress: a bar on a terminal, elsewhere one line per network. */
  static final class BuildProgress {
    private static final int WHOLE = 100;

    private final boolean terminal = Terminal.canRedraw();
    private String lastNetwork = "";

    void show(Building building) {
      if (terminal) {
        StatusLine.show(() -> text(building));
      } else if (!lastNetwork.equals(building.network())) {
        lastNetwork = building.network();
        System.err.println("reclass: compiling " + lastNetwork);
      }
    }

    static String text(Building building) {
      Optional<String> left = building.remaining().map(l -> ", " + l.toSeconds() + " s left");
      long percent = Math.round(WHOLE * building.progress());
      return Progress.bar(percent, WHOLE)
          + " "
          + percent
          + " % of "
          + building.network()
          + left.orElse("");
    }

    void clear() {
      if (terminal) {
        StatusLine.clear();
      }
    }
  }
}
