package io.musicreclass.train.extra;

import io.musicreclass.train.SplitMix64;
import io.musicreclass.train.method.FittedMethod;
import io.musicreclass.train.method.HeadMethod;
import io.musicreclass.train.method.TrainingProgress;
import io.musicreclass.train.method.TrainingRows;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import libsvm.svm;
import org.tribuo.Dataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.libsvm.LibSVMClassificationTrainer;
import org.tribuo.classification.libsvm.SVMClassificationType;
import org.tribuo.classification.libsvm.SVMClassificationType.SVMMode;
import org.tribuo.common.libsvm.KernelType;
import org.tribuo.common.libsvm.LibSVMModel;
import org.tribuo.common.libsvm.SVMParameters;

/**
 * A baseline: a support vector machine with a radial basis function kernel by Tribuo and LIBSVM,
 * whose cost is chosen on held-out groups. LIBSVM weighs genres, not rows: a genre counts what its
 * rows count on average. The same rows and seed give the same bytes on the same version of Java;
 * others may round exponentials differently.
 */
public final class RbfMethod implements HeadMethod {
  /** Of more rows, this many are drawn: the time grows with their square. */
  static final int MOST_ROWS = 4000;

  private static final double[] COSTS = {1, 4, 16};

  /** The number of the generator that draws rows, apart from those of other purposes. */
  private static final long DRAW = 1L << 34;

  /** For columns of the kernel. */
  private static final int CACHE_MB = 200;

  private static final String UNIT = "fit";

  @Override
  public String name() {
    return "rbf";
  }

  @Override
  public String description() {
    return "Support vector machine with an RBF kernel (Tribuo, LIBSVM)";
  }

  @Override
  public FittedMethod fit(TrainingRows all, long seed, TrainingProgress progress) {
    TrainingRows rows = drawn(all, seed);
    HeldOut parts = HeldOut.of(rows, seed);
    int of = COSTS.length + 1;
    double cost = COSTS[0];
    double best = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < COSTS.length && parts.held().isPresent(); i++) {
      double accuracy = accuracy(fit(parts.fitted(), COSTS[i]), parts.held().get());
      if (accuracy > best) {
        best = accuracy;
        cost = COSTS[i];
      }
      progress.report(i + 1, of, UNIT);
    }
    FittedRbf fitted = fit(rows, cost);
    progress.report(of, of, UNIT);
    return fitted;
  }

  private static TrainingRows drawn(TrainingRows rows, long seed) {
    int n = rows.size();
    if (n <= MOST_ROWS) {
      return rows;
    }
    int[] places = Arrays.copyOf(SplitMix64.of(seed, DRAW).permutation(n), MOST_ROWS);
    Arrays.sort(places);
    return HeldOut.at(rows, places);
  }

  private static double accuracy(FittedRbf fitted, TrainingRows rows) {
    double right = 0;
    for (int i = 0; i < rows.size(); i++) {
      double[] logits = fitted.logits(rows.rows()[i]);
      double most = Arrays.stream(logits).max().orElseThrow();
      right += logits[rows.labels()[i]] == most ? rows.weights()[i] : 0;
    }
    return right / rows.size();
  }

  private static FittedRbf fit(TrainingRows rows, double cost) {
    Standardiser inputs = new Standardiser(rows);
    double gamma = 1.0 / rows.width();
    LibSVMModel<Label> model = model(TribuoData.of(rows, inputs), weights(rows), cost, gamma);
    Map<String, Object> text = new LinkedHashMap<>();
    text.put("cost", cost);
    text.put("gamma", gamma);
    text.put("fitted_rows", rows.size());
    return new FittedRbf(inputs, SupportVectors.of(model, rows.genres(), gamma), text);
  }

  static LibSVMModel<Label> model(
      Dataset<Label> data, Map<Label, Float> weights, double cost, double gamma) {
    SVMParameters<Label> parameters =
        new SVMParameters<>(new SVMClassificationType(SVMMode.C_SVC), KernelType.RBF);
    parameters.setCost(cost);
    parameters.setGamma(gamma);
    parameters.setCacheSize(CACHE_MB);
    svm.svm_set_print_string_function(line -> {});
    LibSVMClassificationTrainer trainer = new LibSVMClassificationTrainer(parameters);
    trainer.setLabelWeights(weights);
    return trainer.train(data);
  }

  /** What a row of each genre counts on average. */
  private static Map<Label, Float> weights(TrainingRows rows) {
    double[] sums = new double[rows.genres()];
    int[] counts = new int[rows.genres()];
    for (int i = 0; i < rows.labels().length; i++) {
      sums[rows.labels()[i]] += rows.weights()[i];
      counts[rows.labels()[i]]++;
    }
    Map<Label, Float> weights = new HashMap<>();
    for (int genre = 0; genre < sums.length; genre++) {
      if (counts[genre] > 0) {
        weights.put(TribuoData.label(genre), (float) (sums[genre] / counts[genre]));
      }
    }
    return weights;
  }
}
