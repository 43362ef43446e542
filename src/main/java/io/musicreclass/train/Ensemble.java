package io.musicreclass.train;

import io.musicreclass.convert.onnx.OnnxHead;
import io.musicreclass.models.Card;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Networks trained on the same data from different initial weights. The number of epochs and the
 * temperature are found with parts of the data left out (early stopping, calibration); then all
 * networks are trained on all of it. Their logits are averaged, so together they are one network
 * with a wider hidden layer; an {@link OutlierGate} reduces the logits of tracks unlike the data.
 */
final class Ensemble {
  private final Scaling scaling;
  private final OutlierGate gate;
  private final List<Mlp> members;
  private final double temperature;
  private final int width;
  private final int genres;

  private Ensemble(
      Scaling scaling,
      OutlierGate gate,
      List<Mlp> members,
      double temperature,
      int width,
      int genres) {
    this.scaling = scaling;
    this.gate = gate;
    this.members = members;
    this.temperature = temperature;
    this.width = width;
    this.genres = genres;
  }

  /**
   * Trains the networks, which are independent of each other, so threads do not change the result.
   *
   * @param columns of the data
   */
  static Ensemble train(
      TrainingRecipe recipe, LabelledFeatures data, List<TableColumn> columns, long seed) {
    List<Double> weights = columns.stream().map(TableColumn::weight).toList();
    Scaling scaling = Scaling.of(data, weights, recipe.clip());
    OutlierGate gate = new OutlierGate(scaling.standardise(data), columns, scaling);
    float[][] x = scaling.apply(data);
    Folds folds = Folds.neighbours(data, recipe.folds());
    List<GradientDescent.Stopped> left =
        each(
            folds.count(),
            part -> {
              LabelledFeatures fit = data.at(folds.outOf(part));
              LabelledFeatures valid = data.at(folds.in(part));
              return new GradientDescent(
                      recipe, fit, scaling.apply(fit), SplitMix64.of(seed, -1 - part))
                  .runUntilWorse(valid, scaling.apply(valid));
            });
    double[][] unseen = new double[data.size()][];
    for (int part = 0; part < folds.count(); part++) {
      for (int i : folds.in(part)) {
        double factor = gate.factor(scaling.standardise(data, i));
        unseen[i] = times(left.get(part).mlp().logits(x[i]), factor);
      }
    }
    // The maximum: all of the data needs more epochs than the data without a part.
    int epochs = left.stream().mapToInt(GradientDescent.Stopped::epochs).max().orElseThrow();
    List<Mlp> members =
        each(
            recipe.members(),
            i -> new GradientDescent(recipe, data, x, SplitMix64.of(seed, i)).run(epochs));
    double temperature = Logits.cautiousTemperature(unseen, data);
    return new Ensemble(scaling, gate, members, temperature, data.width(), data.genres());
  }

  private static double[] times(double[] logits, double factor) {
    return Arrays.stream(logits).map(z -> z * factor).toArray();
  }

  private static <T> List<T> each(int count, IntFunction<T> work) {
    return IntStream.range(0, count).parallel().mapToObj(work).toList();
  }

  /** The logits of tracks before its calibration. */
  double[][] uncalibrated(LabelledFeatures data) {
    Ensemble plain = at(1);
    double[][] logits = new double[data.size()][];
    Arrays.setAll(logits, i -> plain.logits(data, i));
    return logits;
  }

  /** The same ensemble at another temperature. */
  Ensemble at(double other) {
    return new Ensemble(scaling, gate, members, other, width, genres);
  }

  /** The divisor of the averaged logits. */
  double temperature() {
    return temperature;
  }

  /** The calibrated logits of a track. */
  double[] logits(LabelledFeatures data, int track) {
    float[] x = scaling.apply(data, track);
    double[] sum = new double[genres];
    for (Mlp member : members) {
      double[] z = member.logits(x);
      for (int g = 0; g < genres; g++) {
        sum[g] += z[g] / members.size() / temperature;
      }
    }
    return times(sum, gate.factor(scaling.standardise(data, track)));
  }

  /** Adds its predictions of these tracks to an evaluation. */
  void measure(LabelledFeatures data, Evaluation into) {
    for (int i = 0; i < data.size(); i++) {
      into.add(data.label(i), Logits.softmax(logits(data, i), 1));
    }
  }

  Card.Scaler scaler() {
    return scaling.toCard();
  }

  /** The whole ensemble, mean and temperature folded into the last layer, as an ONNX file. */
  byte[] toOnnx() {
    int units = members.stream().mapToInt(Mlp::hidden).sum();
    float[] weights = new float[units * width];
    float[] bias = new float[units];
    float[] outWeights = new float[genres * units];
    double[] outBias = new double[genres];
    double share = 1 / (members.size() * temperature);
    int at = 0;
    for (Mlp member : members) {
      for (int j = 0; j < member.hidden(); j++, at++) {
        for (int i = 0; i < width; i++) {
          weights[at * width + i] = member.first(i, j);
        }
        bias[at] = member.first(width, j);
        for (int g = 0; g < genres; g++) {
          outWeights[g * units + at] = (float) (member.second(j, g) * share);
        }
      }
      for (int g = 0; g < genres; g++) {
        outBias[g] += member.second(member.hidden(), g) * share;
      }
    }
    float[] lastBias = new float[genres];
    for (int g = 0; g < genres; g++) {
      lastBias[g] = (float) outBias[g];
    }
    return new OnnxHead(width)
        .clip(scaling.clip())
        .layer(weights, bias)
        .layer(outWeights, lastBias)
        .gate(gate.toOnnx())
        .toBytes();
  }
}
