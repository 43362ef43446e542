package io.musicreclass.train.head;

import io.musicreclass.convert.onnx.OnnxHead;
import io.musicreclass.models.Card;
import io.musicreclass.train.SplitMix64;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** A head fitted to a table: one network, or several whose logits are averaged. */
final class FittedHead implements CalibratedHead {
  private static final Lbfgs LINEAR = new Lbfgs(1000, 1e-7);

  /** Few steps: an MLP that is trained to the end fits its table by heart. */
  private static final Lbfgs HIDDEN = new Lbfgs(150, 1e-5);

  private final Standardisation inputs;
  private final HeadNetwork network;
  private final int hidden;
  private final int genres;
  private final List<double[]> members;
  private final double temperature;

  private FittedHead(
      Standardisation inputs,
      HeadNetwork network,
      int hidden,
      int genres,
      List<double[]> members,
      double temperature) {
    this.inputs = inputs;
    this.network = network;
    this.hidden = hidden;
    this.genres = genres;
    this.members = members;
    this.temperature = temperature;
  }

  /** Fits a head to all rows of a table; its temperature is 1. */
  static FittedHead fit(HeadRecipe recipe, VectorTable table, long seed) {
    Standardisation inputs = new Standardisation(recipe.transform(), table);
    int genres = table.genres().size();
    HeadNetwork network = new HeadNetwork(table.width(), recipe.hidden(), genres);
    double decay = 1 / (recipe.c() * table.size());
    Objective loss =
        network.loss(
            inputs.apply(table),
            table.labels(),
            RowWeights.of(table, recipe.balanced(), recipe.groupPower()),
            decay,
            centre(recipe, table, network.size()));
    List<double[]> members = new ArrayList<>();
    for (int i = 0; i < recipe.members(); i++) {
      double[] start = network.initial(SplitMix64.of(seed, i));
      members.add((recipe.hidden() == 0 ? LINEAR : HIDDEN).minimise(loss, start));
    }
    return new FittedHead(inputs, network, recipe.hidden(), genres, members, 1);
  }

  /** The parameters towards which a network is regularised: the prior's, otherwise zeros. */
  private static double[] centre(HeadRecipe recipe, VectorTable table, int size) {
    double[] weights =
        table.prior().map(prior -> prior.times(recipe.prior())).orElse(new double[0]);
    return Arrays.copyOf(recipe.hidden() == 0 ? weights : new double[0], size);
  }

  @Override
  public FittedHead at(double other) {
    return new FittedHead(inputs, network, hidden, genres, members, other);
  }

  @Override
  public double temperature() {
    return temperature;
  }

  @Override
  public double[] logits(double[] row) {
    double[] x = inputs.apply(row);
    double[] sum = new double[genres];
    for (double[] member : members) {
      double[] z = network.logits(member, x);
      for (int g = 0; g < genres; g++) {
        sum[g] += z[g] / (members.size() * temperature);
      }
    }
    return sum;
  }

  /** The logits of all rows. */
  double[][] logits(VectorTable table) {
    return IntStream.range(0, table.size())
        .mapToObj(i -> logits(table.row(i)))
        .toArray(double[][]::new);
  }

  /**
   * The scaler for its card. Without a transform the program standardises the values in double
   * precision; otherwise the standardisation follows the transform and is part of the network.
   */
  @Override
  public Optional<Card.Scaler> scaler() {
    return isFolded() ? Optional.empty() : Optional.of(inputs.toCard());
  }

  private boolean isFolded() {
    return inputs.transform() != Transform.NONE;
  }

  /** The head as an ONNX file: mean of the members and temperature are part of the last layer. */
  @Override
  public byte[] toOnnx() {
    OnnxHead onnx = new OnnxHead(inputs.width());
    switch (inputs.transform()) {
      case NONE -> {}
      case SQRT -> onnx.squareRoot();
      case LOGIT -> onnx.logit((float) Transform.LEAST);
    }
    double share = 1 / (members.size() * temperature);
    if (hidden == 0) {
      first(onnx, genres, share);
      return onnx.toBytes();
    }
    first(onnx, hidden, 1);
    int units = hidden * members.size();
    float[] weights = new float[genres * units];
    float[] bias = new float[genres];
    for (int g = 0; g < genres; g++) {
      double shift = 0;
      for (int m = 0; m < members.size(); m++) {
        for (int j = 0; j < hidden; j++) {
          double weight = network.second(members.get(m), j, g) * share;
          weights[g * units + m * hidden + j] = (float) weight;
        }
        shift += network.second(members.get(m), hidden, g) * share;
      }
      bias[g] = (float) shift;
    }
    return onnx.layer(weights, bias).toBytes();
  }

  /** The first layers of all members, below each other. */
  private void first(OnnxHead onnx, int outputs, double share) {
    int width = inputs.width();
    float[] weights = new float[members.size() * outputs * width];
    float[] bias = new float[members.size() * outputs];
    for (int m = 0; m < members.size(); m++) {
      double[] member = members.get(m);
      for (int j = 0; j < outputs; j++) {
        int unit = m * outputs + j;
        double shift = network.first(member, width, j) * share;
        for (int c = 0; c < width; c++) {
          double weight = network.first(member, c, j) * share;
          if (isFolded()) {
            weight /= inputs.scale(c);
            shift -= weight * inputs.mean(c);
          }
          weights[unit * width + c] = (float) weight;
        }
        bias[unit] = (float) shift;
      }
    }
    onnx.layer(weights, bias);
  }
}
