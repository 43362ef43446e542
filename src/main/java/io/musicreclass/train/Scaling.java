package io.musicreclass.train;

import io.musicreclass.models.Card;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Standardisation fitted to a training part, weighted by column and clipped. */
final class Scaling {
  private final double[] mean;
  private final double[] scale;
  private final float clip;

  private Scaling(double[] mean, double[] scale, float clip) {
    this.mean = mean;
    this.scale = scale;
    this.clip = clip;
  }

  /**
   * Fits mean and deviation of each column; a constant column is only shifted.
   *
   * @param weights one per column
   */
  static Scaling of(LabelledFeatures data, List<Double> weights, double clip) {
    double[] mean = new double[data.width()];
    double[] scale = new double[data.width()];
    for (int c = 0; c < mean.length; c++) {
      double sum = 0;
      for (int i = 0; i < data.size(); i++) {
        sum += data.value(i, c);
      }
      mean[c] = sum / data.size();
      double squares = 0;
      for (int i = 0; i < data.size(); i++) {
        double off = data.value(i, c) - mean[c];
        squares += off * off;
      }
      double deviation = Math.sqrt(squares / data.size());
      scale[c] = (deviation > 0 ? deviation : 1) / weights.get(c);
    }
    return new Scaling(mean, scale, (float) clip);
  }

  /** A track as the network's input: standardised and weighted. */
  float[] standardise(LabelledFeatures data, int track) {
    float[] x = new float[mean.length];
    for (int c = 0; c < x.length; c++) {
      x[c] = (float) ((data.value(track, c) - mean[c]) / scale[c]);
    }
    return x;
  }

  /** The same, clipped: the input of the first layer. */
  float[] apply(LabelledFeatures data, int track) {
    float[] x = standardise(data, track);
    for (int c = 0; c < x.length; c++) {
      x[c] = Math.max(-clip, Math.min(clip, x[c]));
    }
    return x;
  }

  /** All tracks as the network's input. */
  float[][] standardise(LabelledFeatures data) {
    float[][] rows = new float[data.size()][];
    Arrays.setAll(rows, i -> standardise(data, i));
    return rows;
  }

  /** All tracks as the input of the first layer. */
  float[][] apply(LabelledFeatures data) {
    float[][] rows = new float[data.size()][];
    Arrays.setAll(rows, i -> apply(data, i));
    return rows;
  }

  /** One unit of a standardised column, as a share of the column's mean. */
  double relative(int column) {
    return mean[column] == 0 ? 0 : scale[column] / mean[column];
  }

  float clip() {
    return clip;
  }

  /**
   * The scaler for a card; the weights are part of the scale, the clipping is part of the network.
   */
  Card.Scaler toCard() {
    return new Card.Scaler(list(mean), list(scale));
  }

  private static List<Double> list(double[] values) {
    List<Double> list = new ArrayList<>(values.length);
    for (double value : values) {
      list.add(value);
    }
    return list;
  }
}
