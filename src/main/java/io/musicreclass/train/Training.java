package io.musicreclass.train;

import io.musicreclass.engine.Engine;
import io.musicreclass.engine.Head;
import io.musicreclass.engine.select.Engines;
import io.musicreclass.models.Card;
import io.musicreclass.models.ModelPackage;
import io.musicreclass.models.ModelStore;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A data set and the trainer of its head: what {@code reclass train NAME} runs. {@link #ALL} is the
 * registry: one line for each.
 */
public final class Training {
  /** Everything that {@code reclass train} can train. */
  public static final List<Training> ALL =
      List.of(new Training(new GtzanDataSet(), new EnsembleTrainer(TrainingRecipe.GTZAN48)));

  /** The seed of the bundled package. */
  public static final long SEED = 1;

  private final DataSet dataSet;
  private final Trainer trainer;

  Training(DataSet dataSet, Trainer trainer) {
    this.dataSet = dataSet;
    this.trainer = trainer;
  }

  /** Name on the command line. */
  public String name() {
    return dataSet.name();
  }

  /** One sentence for help. */
  public String description() {
    return dataSet.description();
  }

  /** What the table is, for help. */
  public String tableDescription() {
    return dataSet.tableDescription();
  }

  /** What the split is, for help. */
  public String splitDescription() {
    return dataSet.splitDescription();
  }

  /**
   * Reads the data, trains and measures the head, verifies it on the CPU engine and writes its
   * package. GTZAN takes about a minute on two cores. The same files and seed give the same bytes
   * on every machine.
   *
   * @param table file of features and genres
   * @param split where the split is described; it is for measuring and calibration
   * @param models folder that gets the package
   * @param out where figures are reported
   * @throws IOException if table or split cannot be used (naming file, line and column), or the
   *     package cannot be written
   */
  public ModelPackage run(Path table, Optional<Path> split, Path models, long seed, PrintStream out)
      throws IOException {
    TrainingData data = dataSet.read(table, split);
    LabelledFeatures tracks = data.tracks();
    out.printf("%d tracks of %d genres from %s%n", tracks.size(), tracks.genres(), table);
    TrainedHead head = trainer.train(data, seed, out);
    Card card = dataSet.card(Card.Source.of(table), head.card());
    ModelPackage written =
        ModelStore.write(models, card, Map.of(ModelPackage.HEAD, head.onnx()), Training::verify);
    out.printf("Trained on all %d tracks; written to %s%n", tracks.size(), written.folder());
    return written;
  }

  private static void verify(ModelPackage staged) throws IOException {
    try (Engine engine = Engines.cpu(1);
        Head head = Head.load(staged, engine)) {
      Optional<String> wrong = head.verify();
      if (wrong.isPresent()) {
        throw new IOException(wrong.get());
      }
    }
  }
}
