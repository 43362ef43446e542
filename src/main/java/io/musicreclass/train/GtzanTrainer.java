package io.musicreclass.train;

import io.musicreclass.engine.Engine;
import io.musicreclass.engine.Head;
import io.musicreclass.engine.select.Engines;
import io.musicreclass.models.Card;
import io.musicreclass.models.Kind;
import io.musicreclass.models.ModelPackage;
import io.musicreclass.models.ModelStore;
import io.musicreclass.track.Excerpt;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Trains the bundled model {@code gtzan48} on the published GTZAN table: a head on 48 of the 518
 * features. The same table, split and seed give the same bytes on every machine.
 */
public final class GtzanTrainer {
  /** The seed of the bundled package. */
  public static final long SEED = 1;

  private static final String NAME = "gtzan48";
  private static final int TEN = 10;

  private final TrainingRecipe recipe;
  private final long seed;
  private final PrintStream out;
  private final List<Card.Accuracy> accuracies = new ArrayList<>();
  private final Map<String, Object> training;

  private GtzanTrainer(TrainingRecipe recipe, long seed, PrintStream out) {
    this.recipe = recipe;
    this.seed = seed;
    this.out = out;
    this.training = new TreeMap<>(recipe.describe(seed));
  }

  /**
   * Measures the recipe (ten-fold, and on the fault-filtered split where there is one), trains the
   * head on all tracks, writes its package, and says all that on {@code out}. Takes about a minute
   * on two cores.
   *
   * @param table {@code features_30_sec.csv}
   * @param split folder of the fault-filtered split; it also calibrates the head by artists that it
   *     has not heard
   * @param models folder that gets the package {@code gtzan48}
   * @throws IOException when table or split cannot be used (naming file, line and column), or the
   *     package cannot be written
   */
  public static ModelPackage train(
      Path table, Optional<Path> split, Path models, long seed, PrintStream out)
      throws IOException {
    return train(TrainingRecipe.GTZAN48, table, split, models, seed, out);
  }

  static ModelPackage train(
      TrainingRecipe recipe,
      Path table,
      Optional<Path> split,
      Path models,
      long seed,
      PrintStream out)
      throws IOException {
    LabelledFeatures all = GtzanTable.read(table);
    Optional<GtzanSplit> parts =
        split.isPresent() ? Optional.of(GtzanSplit.read(split.get(), all)) : Optional.empty();
    out.printf("%d tracks of %d genres from %s%n", all.size(), all.genres(), table);
    GtzanTrainer gtzan = new GtzanTrainer(recipe, seed, out);
    gtzan.tenFold(all);
    Optional<Double> temperature = parts.map(gtzan::faultFiltered);
    Ensemble learned = Ensemble.train(recipe, all, GtzanColumn.ALL, seed);
    Ensemble head = temperature.map(learned::at).orElse(learned);
    ModelPackage written = gtzan.write(models, table, all, head);
    out.printf("Trained on all %d tracks; written to %s%n", all.size(), written.folder());
    return written;
  }

  private void tenFold(LabelledFeatures all) {
    Evaluation measured = new Evaluation(all.genres());
    Folds folds = Folds.shuffled(all, TEN, SplitMix64.of(seed, Long.MAX_VALUE));
    for (int part = 0; part < folds.count(); part++) {
      Ensemble.train(recipe, all.at(folds.outOf(part)), GtzanColumn.ALL, seed)
          .measure(all.at(folds.in(part)), measured);
    }
    say("10-fold, shuffled, all tracks (artists are in both parts)", measured);
  }

  /**
   * Measures on the artist-disjoint split; gives the temperature found on its parts train and
   * valid, each heard by what learned the other.
   */
  private double faultFiltered(GtzanSplit split) {
    if (!split.absent().isEmpty()) {
      out.println("Named by the split, not in the table: " + String.join(", ", split.absent()));
    }
    double[][] valid =
        Ensemble.train(recipe, split.train(), GtzanColumn.ALL, seed).uncalibrated(split.valid());
    double[][] train =
        Ensemble.train(recipe, split.valid(), GtzanColumn.ALL, seed).uncalibrated(split.train());
    LabelledFeatures unheard = split.valid().and(split.train());
    double[][] logits = Stream.of(valid, train).flatMap(Arrays::stream).toArray(double[][]::new);
    double temperature = Logits.cautiousTemperature(logits, unheard);
    Evaluation found = new Evaluation(unheard.genres());
    for (int i = 0; i < logits.length; i++) {
      found.add(unheard.label(i), Logits.softmax(logits[i], temperature));
    }
    Evaluation measured = new Evaluation(split.test().genres());
    Ensemble.train(recipe, split.train().and(split.valid()), GtzanColumn.ALL, seed)
        .at(temperature)
        .measure(split.test(), measured);
    say("fault-filtered split (no artist in two parts), train + valid to test", measured);
    saySure("sure (60 % and more), where it was calibrated: train to valid and back", found);
    saySure("sure (60 % and more), fault-filtered split, train + valid to test", measured);
    double error = measured.calibrationError();
    training.put("fault_filtered_calibration_error", Math.rint(error * 10_000) / 10_000);
    out.printf(Locale.ROOT, "  its confidences are off by %.1f %% on average (ECE)%n", 100 * error);
    measured.table(GtzanTable.GENRES).lines().forEach(out::println);
    return temperature;
  }

  private void say(String protocol, Evaluation measured) {
    accuracies.add(measured.accuracy(protocol));
    out.println(protocol + ": " + measured.summary());
  }

  private void saySure(String protocol, Evaluation measured) {
    Optional<Card.Accuracy> sure = measured.accuracyOfSure(protocol);
    sure.ifPresent(accuracies::add);
    out.println(
        protocol
            + ": "
            + sure.map(Evaluation::text).orElse("none was sure")
            + " of "
            + measured.n()
            + " tracks");
  }

  private ModelPackage write(Path models, Path table, LabelledFeatures all, Ensemble head)
      throws IOException {
    training.put("tracks", all.size());
    training.put("temperature", head.temperature());
    Card.Source source = Card.Source.of(table);
    Card card =
        new Card(
            1,
            NAME,
            Kind.GTZAN48,
            "fma",
            true,
            "Trained by this project on published statistics of the GTZAN recordings; the"
                + " project's own licence",
            source,
            null,
            22_050,
            Excerpt.parse("middle:30"),
            new Card.FrontEnd("fma518", Map.of("channels", 1)),
            null,
            new Card.Head(
                null,
                GtzanColumn.ALL.stream().map(GtzanColumn::feature).toList(),
                head.scaler(),
                GtzanTable.GENRES,
                accuracies,
                training,
                golden(all, head)),
            Map.of());
    byte[] onnx = head.toOnnx();
    return ModelStore.write(
        models, card, Map.of(ModelPackage.HEAD, file -> file.write(onnx)), GtzanTrainer::verify);
  }

  /** The first track, as a check for every machine that runs the head. */
  private static Card.Golden golden(LabelledFeatures all, Ensemble head) {
    List<Double> input = new ArrayList<>();
    for (int c = 0; c < all.width(); c++) {
      input.add(all.value(0, c));
    }
    List<Double> logits = new ArrayList<>();
    for (double logit : head.logits(all, 0)) {
      logits.add(logit);
    }
    return new Card.Golden(input, logits);
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
