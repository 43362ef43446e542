package io.musicreclass.evaluate.study;

import io.musicreclass.track.SongFile;
import io.musicreclass.train.Evaluation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Confident learning (Northcutt, Jiang, Chuang 2021). The threshold of a genre is the mean
 * probability that its own songs get for it. A song is suspect if its own genre's probability is
 * below that genre's threshold, and the probability of another one at or above that one's.
 */
final class MislabelledStudy {
  private final Samples samples;
  private final String approach;
  private final int folds;
  private final double[][] probabilities;

  /**
   * A study.
   *
   * @param probabilities of the songs, by heads that have not seen the songs' artists
   */
  MislabelledStudy(Samples samples, String approach, int folds, double[][] probabilities) {
    this.samples = samples;
    this.approach = approach;
    this.folds = folds;
    this.probabilities = probabilities;
  }

  MislabelledReport report() {
    int genres = samples.genres().size();
    int[] labels = samples.rows().labels();
    double[] thresholds = new double[genres];
    int[] songs = new int[genres];
    Evaluation measured = new Evaluation(genres);
    for (int i = 0; i < labels.length; i++) {
      thresholds[labels[i]] += probabilities[i][labels[i]];
      songs[labels[i]]++;
      measured.add(labels[i], probabilities[i]);
    }
    for (int g = 0; g < genres; g++) {
      thresholds[g] /= songs[g];
    }
    List<MislabelledReport.Song> suspects = new ArrayList<>();
    int[] counts = new int[genres];
    for (int i = 0; i < labels.length; i++) {
      int own = labels[i];
      int other = confident(probabilities[i], thresholds);
      if (other >= 0 && other != own && probabilities[i][own] < thresholds[own]) {
        suspects.add(song(i, other));
        counts[own]++;
      }
    }
    suspects.sort(
        Comparator.comparingDouble(MislabelledReport.Song::difference)
            .reversed()
            .thenComparing(MislabelledReport.Song::song));
    List<MislabelledReport.Genre> each = new ArrayList<>();
    for (int g = 0; g < genres; g++) {
      each.add(
          new MislabelledReport.Genre(
              samples.genres().get(g), songs[g], rounded(thresholds[g]), counts[g]));
    }
    return new MislabelledReport(
        samples.source(),
        approach,
        folds,
        measured.accuracy(folds + "-fold, artist-grouped"),
        each,
        suspects);
  }

  /** The likeliest genre whose threshold is reached; -1 if none is. */
  private static int confident(double[] row, double[] thresholds) {
    int best = -1;
    for (int g = 0; g < row.length; g++) {
      if (row[g] >= thresholds[g] && (best < 0 || row[g] > row[best])) {
        best = g;
      }
    }
    return best;
  }

  private MislabelledReport.Song song(int i, int other) {
    int own = samples.rows().labels()[i];
    return new MislabelledReport.Song(
        samples.song(i).audio().map(SongFile::text).orElse(samples.song(i).name()),
        samples.genres().get(own),
        samples.genres().get(other),
        rounded(probabilities[i][other]),
        rounded(probabilities[i][own]));
  }

  private static double rounded(double share) {
    return Math.rint(share * 10_000) / 10_000;
  }
}
