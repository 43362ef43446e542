package io.musicreclass.train.cnn;

import io.musicreclass.train.Evaluation;
import io.musicreclass.train.Logits;
import io.musicreclass.train.data.LabelledData;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The songs of a training by their index: spectrograms, genres, and what a network makes of them.
 */
final class LabelledSpectrograms {
  private static final int BATCH = CnnTraining.BATCH;

  private final List<LabelledData.Row> songs;
  private final List<String> genres;
  private final CnnTraining.Source source;

  LabelledSpectrograms(List<LabelledData.Row> songs, CnnTraining.Source source) {
    this.songs = List.copyOf(songs);
    this.genres = CnnTraining.genres(songs);
    this.source = source;
  }

  List<LabelledData.Row> songs() {
    return songs;
  }

  List<String> genres() {
    return genres;
  }

  int label(int song) {
    return genres.indexOf(songs.get(song).genre());
  }

  int[] labels(List<Integer> which) {
    return which.stream().mapToInt(this::label).toArray();
  }

  SongBatch batch(int frames) {
    return new SongBatch(source, frames);
  }

  /** The weight of each genre: all count the same, and the mean song counts 1. */
  float[] classWeights(List<Integer> fitted) {
    int[] counts = new int[genres.size()];
    fitted.forEach(song -> counts[label(song)]++);
    float[] weights = new float[counts.length];
    for (int g = 0; g < weights.length; g++) {
      weights[g] = (float) fitted.size() / (counts.length * Math.max(1, counts[g]));
    }
    return weights;
  }

  /** What a network gives for whole spectrograms. */
  double[][] logits(NetworkTrainer.Session network, List<Integer> which) throws IOException {
    List<double[]> logits = new ArrayList<>();
    for (int done = 0; done < which.size(); done += BATCH) {
      SongBatch batch = batch(CnnTraining.FRAMES);
      for (int song : which.subList(done, Math.min(which.size(), done + BATCH))) {
        batch.add(song, 0);
      }
      logits.addAll(Arrays.asList(network.logits(batch.values(), batch.songs().size())));
    }
    return logits.toArray(double[][]::new);
  }

  /** The weighted mean cross-entropy. */
  double loss(double[][] logits, List<Integer> which, float[] weights) {
    double sum = 0;
    double of = 0;
    for (int i = 0; i < logits.length; i++) {
      int label = label(which.get(i));
      sum += weights[label] * Logits.loss(new double[][] {logits[i]}, new int[] {label}, 1);
      of += weights[label];
    }
    return sum / of;
  }

  Evaluation evaluation(double[][] logits, List<Integer> which) {
    Evaluation measured = new Evaluation(genres.size());
    for (int i = 0; i < logits.length; i++) {
      measured.add(label(which.get(i)), Logits.softmax(logits[i], 1));
    }
    return measured;
  }
}
