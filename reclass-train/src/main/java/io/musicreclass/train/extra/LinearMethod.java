package io.musicreclass.train.extra;

import io.musicreclass.train.method.Epoch;
import io.musicreclass.train.method.FittedMethod;
import io.musicreclass.train.method.HeadMethod;
import io.musicreclass.train.method.TrainingProgress;
import io.musicreclass.train.method.TrainingRows;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tribuo.Dataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.sgd.linear.LinearSGDModel;
import org.tribuo.classification.sgd.linear.LinearSGDTrainer;
import org.tribuo.classification.sgd.objectives.LogMulticlass;
import org.tribuo.math.optimisers.AdaGrad;

/**
 * A baseline: a linear model fitted by stochastic gradient descent in Tribuo, as often over the
 * rows as held-out groups say. Tribuo fits from the start only, so 1, 2, 4, 8 ... epochs are tried.
 * The same rows and seed give the same bytes on the same version of Java; others may round
 * exponentials differently.
 */
public final class LinearMethod implements HeadMethod {
  private static final int MOST = 64;

  /** Where no group can be held out. */
  private static final int USUAL = 8;

  private static final double RATE = 0.05;

  /** In larger batches Tribuo averages the rows' weights. */
  private static final int BATCH = 1;

  private static final String UNIT = "epoch";

  @Override
  public String name() {
    return "linear";
  }

  @Override
  public String description() {
    return "Linear model by stochastic gradient descent (Tribuo)";
  }

  @Override
  public FittedMethod fit(TrainingRows rows, long seed, TrainingProgress progress) {
    HeldOut parts = HeldOut.of(rows, seed);
    List<Epoch> tried = parts.isPossible() ? tried(parts, seed, progress) : List.of();
    int epochs =
        tried.stream()
            .min(Comparator.comparingDouble(Epoch::validLoss))
            .map(Epoch::number)
            .orElse(USUAL);
    Standardiser inputs = new Standardiser(rows);
    Linear linear = fit(TribuoData.of(rows, inputs), rows, epochs, seed);
    progress.report(epochs, epochs, UNIT);
    Map<String, Object> text = new LinkedHashMap<>();
    text.put("optimiser", "AdaGrad");
    text.put("learning_rate", RATE);
    text.put("batch", BATCH);
    text.put("chosen_epochs", epochs);
    return new FittedLinear(inputs, linear, text, tried);
  }

  /** Twice as many epochs each time, until the loss of the held-out rows has risen twice. */
  private static List<Epoch> tried(HeldOut parts, long seed, TrainingProgress progress) {
    Standardiser inputs = new Standardiser(parts.fitted());
    Dataset<Label> data = TribuoData.of(parts.fitted(), inputs);
    List<Epoch> tried = new ArrayList<>();
    double least = Double.POSITIVE_INFINITY;
    int risen = 0;
    for (int epochs = 1; epochs <= MOST && risen < 2; epochs *= 2) {
      long begin = System.nanoTime();
      Linear linear = fit(data, parts.fitted(), epochs, seed);
      Losses train = Losses.of(linear, inputs, parts.fitted());
      Losses valid = Losses.of(linear, inputs, parts.held());
      double seconds = (System.nanoTime() - begin) / 1e9;
      tried.add(new Epoch(epochs, train.loss(), valid.loss(), valid.accuracy(), seconds));
      risen = valid.loss() < least ? 0 : risen + 1;
      least = Math.min(least, valid.loss());
      progress.report(epochs, MOST, UNIT);
    }
    return tried;
  }

  private static Linear fit(Dataset<Label> data, TrainingRows rows, int epochs, long seed) {
    return Linear.of(model(data, epochs, seed), rows.width(), rows.genres());
  }

  static LinearSGDModel model(Dataset<Label> data, int epochs, long seed) {
    return new LinearSGDTrainer(new LogMulticlass(), new AdaGrad(RATE), epochs, -1, BATCH, seed)
        .train(data);
  }

  /** Mean cross-entropy and accuracy of rows. */
  private record Losses(double loss, double accuracy) {
    static Losses of(Linear linear, Standardiser inputs, TrainingRows rows) {
      double loss = 0;
      double right = 0;
      double sum = 0;
      for (int i = 0; i < rows.rows().length; i++) {
        double[] logits = linear.logits(inputs.apply(rows.rows()[i]));
        double most = Double.NEGATIVE_INFINITY;
        for (double logit : logits) {
          most = Math.max(most, logit);
        }
        double total = 0;
        for (double logit : logits) {
          total += Math.exp(logit - most);
        }
        double own = logits[rows.labels()[i]];
        loss += rows.weights()[i] * (Math.log(total) + most - own);
        right += own == most ? rows.weights()[i] : 0;
        sum += rows.weights()[i];
      }
      return new Losses(loss / sum, right / sum);
    }
  }
}
