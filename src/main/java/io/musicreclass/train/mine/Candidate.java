package io.musicreclass.train.mine;

import io.musicreclass.classify.selection.NamedModels;
import io.musicreclass.models.HeadTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The models whose outputs a head may take, joined.
 *
 * @param target the models, if one has an encoder; otherwise they are the 518 features
 */
record Candidate(List<Source> sources, Optional<HeadTarget> target) {
  Candidate {
    sources = List.copyOf(sources);
  }

  /** Each model alone, and every two of them that can vote together. */
  static List<Candidate> all(List<Source> sources, NamedModels models) {
    List<Candidate> all = new ArrayList<>();
    for (Source source : sources) {
      all.add(
          new Candidate(
              List.of(source),
              source.isFeatures() ? Optional.empty() : Optional.of(HeadTarget.of(source.model()))));
    }
    for (int i = 0; i < sources.size(); i++) {
      for (int j = i + 1; j < sources.size(); j++) {
        List<Source> pair = List.of(sources.get(i), sources.get(j));
        try {
          all.add(new Candidate(pair, Optional.of(models.target(names(pair)))));
        } catch (IllegalArgumentException e) {
          continue; // one of them has no stage, so they cannot vote together
        }
      }
    }
    return all;
  }

  private static String names(List<Source> sources) {
    return sources.stream().map(Source::name).collect(Collectors.joining("+"));
  }

  /** For people: its models joined by {@code +}. */
  String name() {
    return names(sources);
  }

  int width() {
    return sources.stream().mapToInt(Source::width).sum();
  }

  /** The rows, joined where there are several models; not copied otherwise. */
  float[][] rows(int[] chosen) {
    float[][] rows = new float[chosen.length][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = row(chosen[i]);
    }
    return rows;
  }

  private float[] row(int row) {
    if (sources.size() == 1) {
      return sources.get(0).rows()[row];
    }
    float[] joined = new float[width()];
    int at = 0;
    for (Source source : sources) {
      System.arraycopy(source.rows()[row], 0, joined, at, source.width());
      at += source.width();
    }
    return joined;
  }

  /** A row before it was standardised, except for rounding. */
  double[] raw(int row) {
    double[] raw = new double[width()];
    int at = 0;
    for (Source source : sources) {
      for (int c = 0; c < source.width(); c++) {
        raw[at++] = source.rows()[row][c] * source.scale(c) + source.mean(c);
      }
    }
    return raw;
  }

  /** The means of all columns. */
  double[] means() {
    double[] means = new double[width()];
    int at = 0;
    for (Source source : sources) {
      for (int c = 0; c < source.width(); c++) {
        means[at++] = source.mean(c);
      }
    }
    return means;
  }

  /** The deviations of all columns. */
  double[] scales() {
    double[] scales = new double[width()];
    int at = 0;
    for (Source source : sources) {
      for (int c = 0; c < source.width(); c++) {
        scales[at++] = source.scale(c);
      }
    }
    return scales;
  }
}
