package io.musicreclass.evaluate;

import io.musicreclass.train.Evaluation;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How well one genre is told from the others.
 *
 * @param n songs of the genre
 * @param predicted songs with that verdict
 * @param right songs that are both
 * @param precision share of the verdicts that are right; 0 without any
 * @param recall share of the songs that are recognised; 0 without any
 * @param f1 harmonic mean of both
 */
record GenreFigures(
    String genre, int n, int predicted, int right, double precision, double recall, double f1) {
  /** The figures of each genre, in order. */
  static List<GenreFigures> of(Evaluation evaluation, List<String> genres) {
    return IntStream.range(0, genres.size())
        .mapToObj(
            g -> {
              IntStream all = IntStream.range(0, genres.size());
              int n = all.map(other -> evaluation.count(g, other)).sum();
              int predicted =
                  IntStream.range(0, genres.size()).map(other -> evaluation.count(other, g)).sum();
              return of(genres.get(g), n, predicted, evaluation.count(g, g));
            })
        .toList();
  }

  private static GenreFigures of(String genre, int n, int predicted, int right) {
    return new GenreFigures(
        genre,
        n,
        predicted,
        right,
        Figures.share(right, predicted),
        Figures.share(right, n),
        Figures.share(2 * right, n + predicted));
  }

  /** The mean F1 of the genres that occur among the songs or the verdicts. */
  static double macroF1(List<GenreFigures> genres) {
    return genres.stream()
        .filter(genre -> genre.n() + genre.predicted() > 0)
        .mapToDouble(GenreFigures::f1)
        .average()
        .orElse(0);
  }
}
