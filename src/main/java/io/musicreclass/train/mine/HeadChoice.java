package io.musicreclass.train.mine;

import io.musicreclass.train.Logits;
import io.musicreclass.train.SplitMix64;
import io.musicreclass.train.head.Lbfgs;
import io.musicreclass.train.method.FittedMethod;
import io.musicreclass.train.method.HeadMethod;
import io.musicreclass.train.method.HeadMethods;
import io.musicreclass.train.method.TrainingRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Chooses models and method of a head by the loss of cross-validation over artists, on a sample of
 * the training rows, and fits it to all of them.
 */
final class HeadChoice {
  private static final double[] PENALTIES = {0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1};
  private static final Lbfgs ROUGH = new Lbfgs(60, 1e-3);
  private static final Lbfgs FINE = new Lbfgs(80, 3e-4);
  private static final int FOLDS = 3;
  private static final int SEARCHED = 4000;
  private static final long SEED = 1;

  /** Of a large training part, one artist in so many is kept for the temperature. */
  private static final int CALIBRATION = 10;

  /** The method that is tried beside logistic regression, where it is installed. */
  private static final String MLP = "mlp-256-128";

  /**
   * A head that was tried.
   *
   * @param c of logistic regression; 0 for other methods
   * @param loss in nats, after calibration
   */
  record Tried(
      Candidate candidate,
      Optional<HeadMethod> method,
      double c,
      double loss,
      double accuracy,
      double temperature) {
    /** For people. */
    String methodName() {
      return method.map(HeadMethod::name).orElse("logistic regression, C " + c);
    }
  }

  /** A head that was fitted, and the temperature of its logits. */
  record Chosen(Tried tried, FittedMethod head, double temperature) {}

  private final MineData data;
  private final int threads;
  private final MineTraining.Progress progress;
  private final int[] sample;
  private final ArtistFolds folds;
  private final List<Tried> tried = new ArrayList<>();

  HeadChoice(MineData data, int threads, MineTraining.Progress progress) {
    this.data = data;
    this.threads = threads;
    this.progress = progress;
    int[] training = data.training();
    int[] order = SplitMix64.of(SEED, 0).permutation(training.length);
    this.sample = IntStream.of(order).limit(SEARCHED).map(i -> training[i]).sorted().toArray();
    this.folds = new ArtistFolds(data, sample, FOLDS);
  }

  /** All heads that were tried, the best first. */
  List<Tried> tried() {
    return tried.stream().sorted((a, b) -> Double.compare(a.loss(), b.loss())).toList();
  }

  /** Tries heads on all candidates, and fits the best. */
  Chosen run(List<Candidate> candidates) {
    int done = 0;
    for (Candidate candidate : candidates) {
      progress.at("trying heads", done++, candidates.size());
      regression(candidate).ifPresent(tried::add);
    }
    Tried linear = tried().get(0);
    HeadMethods.all().stream()
        .filter(method -> method.name().equals(MLP))
        .forEach(method -> tried.add(other(linear.candidate(), method)));
    progress.at("fitting the best head", 0, 1);
    Tried best = tried().get(0);
    return best.method().isPresent() ? fitOther(best) : fitRegression(best);
  }

  /** The best penalty, from the strongest on: each fit starts where the one before ended. */
  private Optional<Tried> regression(Candidate candidate) {
    float[][] rows = candidate.rows(sample);
    int[] labels = data.labels(sample);
    Regression[] fits =
        IntStream.range(0, FOLDS)
            .mapToObj(part -> regression(rows, labels, folds.outOf(part)))
            .toArray(Regression[]::new);
    double[][] points =
        Arrays.stream(fits).map(fit -> new double[fit.size()]).toArray(double[][]::new);
    Optional<Tried> best = Optional.empty();
    for (double c : PENALTIES) {
      double[][] logits = new double[sample.length][];
      for (int part = 0; part < FOLDS; part++) {
        points[part] = fits[part].fit(c, points[part], ROUGH);
        for (int i : folds.in(part)) {
          logits[i] = Regression.logits(points[part], rows[i], data.genres().size());
        }
      }
      Tried one = tried(candidate, Optional.empty(), c, logits, labels);
      if (best.isPresent() && one.loss() > best.get().loss()) {
        return best;
      }
      best = Optional.of(one);
    }
    return best;
  }

  private Regression regression(float[][] rows, int[] labels, int[] chosen) {
    return new Regression(
        IntStream.of(chosen).mapToObj(i -> rows[i]).toArray(float[][]::new),
        IntStream.of(chosen).map(i -> labels[i]).toArray(),
        data.genres().size(),
        threads,
        progress::check);
  }

  private static Tried tried(
      Candidate candidate, Optional<HeadMethod> method, double c, double[][] logits, int[] labels) {
    double temperature = Logits.temperature(logits, labels);
    int right = 0;
    for (int i = 0; i < labels.length; i++) {
      right += Logits.top(logits[i]) == labels[i] ? 1 : 0;
    }
    return new Tried(
        candidate,
        method,
        c,
        Logits.loss(logits, labels, temperature),
        (double) right / labels.length,
        temperature);
  }

  private Chosen fitRegression(Tried best) {
    int[] training = data.training();
    boolean all = training.length == sample.length;
    ArtistFolds parts = new ArtistFolds(data, training, CALIBRATION);
    int[] fitted = all ? IntStream.range(0, training.length).toArray() : parts.outOf(0);
    float[][] rows = best.candidate().rows(training);
    int[] labels = data.labels(training);
    Regression regression = regression(rows, labels, fitted);
    double[] point = regression.fit(best.c(), new double[regression.size()], FINE);
    LinearHead head = new LinearHead(best.candidate(), point, data.genres().size(), best.c());
    if (all) {
      return new Chosen(best, head, best.temperature());
    }
    int[] kept = parts.in(0);
    double[][] logits =
        IntStream.of(kept)
            .mapToObj(i -> Regression.logits(point, rows[i], data.genres().size()))
            .toArray(double[][]::new);
    int[] truth = IntStream.of(kept).map(i -> labels[i]).toArray();
    return new Chosen(best, head, Logits.temperature(logits, truth));
  }

  private Tried other(Candidate candidate, HeadMethod method) {
    double[][] logits = new double[sample.length][];
    for (int part = 0; part < FOLDS; part++) {
      progress.at("trying " + method.name(), part, FOLDS);
      FittedMethod head = fit(candidate, method, rowsAt(folds.outOf(part)));
      for (int i : folds.in(part)) {
        logits[i] = head.logits(candidate.raw(sample[i]));
      }
    }
    return tried(candidate, Optional.of(method), 0, logits, data.labels(sample));
  }

  private int[] rowsAt(int[] places) {
    return IntStream.of(places).map(i -> sample[i]).toArray();
  }

  /** Other methods take rows of doubles, so that they are fitted to the sample only. */
  private Chosen fitOther(Tried best) {
    FittedMethod head = fit(best.candidate(), best.method().orElseThrow(), sample);
    return new Chosen(best, head, best.temperature());
  }

  private FittedMethod fit(Candidate candidate, HeadMethod method, int[] rows) {
    double[] weights = new double[rows.length];
    Arrays.fill(weights, 1);
    TrainingRows table =
        new TrainingRows(
            IntStream.of(rows).mapToObj(candidate::raw).toArray(double[][]::new),
            data.labels(rows),
            data.artists(rows),
            weights,
            data.genres().size());
    return method.fit(table, SEED, (done, of, unit) -> progress.check());
  }
}
