package io.musicreclass.train.head;

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

  private final String name;
  private final String description;
  private final Optional<HeadFitter> fixed;

  private HeadApproach(String name, String description, Optional<HeadFitter> fixed) {
    this.name = name;
    this.description = description;
    this.fixed = fixed;
  }

  /** All: logistic regression, the search, and every installed method. */
  public static List<HeadApproach> all() {
    List<HeadApproach> all = new ArrayList<>();
    HeadRecipe logistic = HeadRecipe.logistic(Transform.NONE, PENALTY);
    all.add(new HeadApproach(LOGISTIC, logistic.toString(), Optional.of(logistic)));
    all.add(
        new HeadApproach(
            SEARCH,
            "logistic regression or MLP, as train head chooses it by cross-validation inside the rows"
                + " that it may see",
            Optional.empty()));
    HeadMethods.all().forEach(method -> all.add(of(method)));
    return all;
  }

  private static HeadApproach of(HeadMethod method) {
    return new HeadApproach(
        method.name(), method.description(), Optional.of(new MethodFitter(method, false)));
  }

  /**
   * The one of this name.
   *
   * @throws IllegalArgumentException if there is none; says which there are
   */
  public static HeadApproach named(String name) {
    return all().stream()
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
    VectorTable table = table(rows);
    return fitter(table, seed).fit(table, seed, TrainingProgress.none())::logits;
  }

  private HeadFitter fitter(VectorTable table, long seed) {
    if (fixed.isPresent()) {
      return fixed.get();
    }
    CrossValidation inner = new CrossValidation(table, INNER_FOLDS, 1, seed);
    HeadOptions options =
        new HeadOptions(HeadOptions.ALL, Optional.empty(), true, INNER_FOLDS, 1, Optional.empty());
    PrintStream silent = new PrintStream(OutputStream.nullOutputStream(), true);
    return new HeadSearch(inner, silent).run(options, table).fitter();
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
