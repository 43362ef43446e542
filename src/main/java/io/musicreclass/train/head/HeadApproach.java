package io.musicreclass.train.head;

import io.musicreclass.train.BundledRecipe;
import io.musicreclass.train.Logits;
import io.musicreclass.train.SplitMix64;
import io.musicreclass.train.method.HeadMethod;
import io.musicreclass.train.method.HeadMethods;
import io.musicreclass.train.method.TrainingProgress;
import io.musicreclass.train.method.TrainingRows;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * One of the ways in which a head is made from rows, to be compared with others or tried on rows
 * that it was not made from.
 */
public final class HeadApproach {
  /** The name of logistic regression with a fixed penalty. */
  public static final String LOGISTIC = "logistic";

  /** The name of the search that {@code train head} does without a method. */
  public static final String SEARCH = "search";

  private static final double PENALTY = 0.1;
  private static final int INNER_FOLDS = 5;

  /** A head that was made. Any number of threads may use it. */
  @FunctionalInterface
  public interface Made {
    /** The logits of a row, one for each genre. */
    double[] logits(double[] row);
  }

  /** Makes heads. */
  private interface Maker {
    Made make(TrainingRows rows, long seed);
  }

  private final String name;
  private final String description;
  private final Maker maker;

  private HeadApproach(String name, String description, Maker maker) {
    this.name = name;
    this.description = description;
    this.maker = maker;
  }

  /**
   * All that suit rows of these columns: logistic regression, the search, every installed method,
   * and for its own columns the recipe of the bundled model.
   */
  public static List<HeadApproach> all(List<String> columns) {
    List<HeadApproach> all = new ArrayList<>(general());
    if (columns.equals(BundledRecipe.columns())) {
      all.add(
          new HeadApproach(
              "gtzan48",
              "the bundled model's ensemble of ten MLPs of 128 units with early stopping",
              (rows, seed) ->
                  BundledRecipe.train(rows.rows(), rows.labels(), rows.genres(), seed)::apply));
    }
    return all;
  }

  private static List<HeadApproach> general() {
    List<HeadApproach> all = new ArrayList<>();
    HeadRecipe logistic = HeadRecipe.logistic(Transform.NONE, PENALTY);
    all.add(of(LOGISTIC, logistic.toString(), logistic));
    all.add(
        new HeadApproach(
            SEARCH,
            "logistic regression or MLP, as train head chooses it by cross-validation inside the rows"
                + " that it may see",
            HeadApproach::searched));
    HeadMethods.all().forEach(method -> all.add(of(method)));
    return all;
  }

  private static HeadApproach of(HeadMethod method) {
    return of(method.name(), method.description(), new MethodFitter(method, false));
  }

  private static HeadApproach of(String name, String description, HeadFitter fitter) {
    return new HeadApproach(
        name,
        description,
        (rows, seed) -> fitter.fit(table(rows), seed, TrainingProgress.none())::logits);
  }

  /**
   * The one of this name.
   *
   * @throws IllegalArgumentException if there is none; says which there are
   */
  public static HeadApproach named(String name) {
    return general().stream()
        .filter(approach -> approach.name.equals(name))
        .findFirst()
        .orElseGet(() -> of(HeadMethods.of(name)));
  }

  public String name() {
    return name;
  }

  /** What it is, for people. */
  public String description() {
    return description;
  }

  /** Makes a head from all rows. */
  public Made make(TrainingRows rows, long seed) {
    return maker.make(rows, seed);
  }

  private static Made searched(TrainingRows rows, long seed) {
    VectorTable table = table(rows);
    CrossValidation inner = new CrossValidation(table, INNER_FOLDS, 1, seed);
    HeadOptions options =
        new HeadOptions(HeadOptions.ALL, Optional.empty(), true, INNER_FOLDS, 1, Optional.empty());
    PrintStream silent = new PrintStream(OutputStream.nullOutputStream(), true);
    HeadFitter chosen = new HeadSearch(inner, silent).run(options, table).fitter();
    return chosen.fit(table, seed, TrainingProgress.none())::logits;
  }

  /**
   * Parts of rows for cross-validation: no group is in two of them.
   *
   * @param repeat each gives other parts
   * @return indexes of the rows of each part
   */
  public static List<int[]> folds(TrainingRows rows, int count, long seed, int repeat) {
    GroupFolds folds =
        new GroupFolds(table(rows), count, SplitMix64.of(seed, CrossValidation.FOLDS + repeat));
    return IntStream.range(0, count).mapToObj(folds::in).toList();
  }

  /**
   * The probabilities of genres for every row, each by a head that was made without the row's
   * group, at the one temperature that suits all of them best.
   */
  public double[][] outOfFold(TrainingRows rows, int count, long seed) {
    double[][] logits = new double[rows.rows().length][];
    folds(rows, count, seed, 0).parallelStream()
        .forEach(
            part -> {
              Made head = make(without(rows, part), seed);
              for (int row : part) {
                logits[row] = head.logits(rows.rows()[row]);
              }
            });
    double temperature = Logits.temperature(logits, rows.labels());
    return Arrays.stream(logits)
        .map(row -> Logits.softmax(row, temperature))
        .toArray(double[][]::new);
  }

  /** All rows but these. */
  public static TrainingRows without(TrainingRows rows, int[] left) {
    boolean[] out = new boolean[rows.rows().length];
    Arrays.stream(left).forEach(row -> out[row] = true);
    return at(rows, IntStream.range(0, out.length).filter(row -> !out[row]).toArray());
  }

  /** The rows at these places. */
  public static TrainingRows at(TrainingRows rows, int... places) {
    return new TrainingRows(
        Arrays.stream(places).mapToObj(i -> rows.rows()[i]).toArray(double[][]::new),
        Arrays.stream(places).map(i -> rows.labels()[i]).toArray(),
        Arrays.stream(places).map(i -> rows.groups()[i]).toArray(),
        Arrays.stream(places).mapToDouble(i -> rows.weights()[i]).toArray(),
        rows.genres());
  }

  private static VectorTable table(TrainingRows rows) {
    int n = rows.rows().length;
    return new VectorTable(
        Collections.nCopies(n, ""),
        rows.rows(),
        rows.labels(),
        rows.groups(),
        new boolean[n],
        IntStream.range(0, rows.genres()).mapToObj(Integer::toString).toList());
  }
}
