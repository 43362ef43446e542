package io.musicreclass.library;

import io.musicreclass.ledger.LibraryQueue.Sampled;
import io.musicreclass.track.ClassifiedTrack;
import io.musicreclass.track.Verdict;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * An estimate for the whole library from a sample of its songs. Margins are 95 % confidence
 * intervals by the normal approximation.
 *
 * @param sampled songs in the sample
 * @param classified songs of the sample that have an outcome
 * @param waiting songs of the library still to be classified
 * @param seconds time needed for the waiting songs, in seconds
 * @param sure share of sure verdicts, 0 to 1
 * @param stages share of verdicts decided at each stage, by its position from 1, in order
 * @param genres share of verdicts with each genre, most frequent first
 */
public record LibraryEstimate(
    int sampled,
    int classified,
    int waiting,
    Range seconds,
    Range sure,
    Map<Integer, Range> stages,
    Map<String, Range> genres) {

  /** The 97.5 % quantile of the normal distribution. */
  private static final double Z = 1.96;

  /**
   * An estimated value with its margin of error.
   *
   * @param margin half the width of the confidence interval
   */
  public record Range(double value, double margin) {}

  /**
   * Computes the estimate.
   *
   * @param sampled the sample, with at least one song that has an outcome
   * @param workers songs classified in parallel
   */
  static LibraryEstimate of(Sampled sampled, int waiting, int workers) {
    List<ClassifiedTrack> tracks = sampled.voteDetails();
    return new LibraryEstimate(
        sampled.files(),
        sampled.ended(),
        waiting,
        seconds(sampled, waiting, workers),
        share(tracks.stream().filter(r -> r.verdict().sure()).count(), tracks.size()),
        new TreeMap<>(shares(tracks, Verdict.Decided::stage)),
        shares(tracks, Verdict.Decided::genre));
  }

  /** Files that end without a verdict count as taking no time. */
  private static Range seconds(Sampled sampled, int waiting, int workers) {
    double n = sampled.ended();
    double sum = sampled.voteDetails().stream().mapToDouble(LibraryEstimate::seconds).sum();
    double mean = sum / n;
    double squares =
        sampled.voteDetails().stream().mapToDouble(r -> Math.pow(seconds(r) - mean, 2)).sum()
            + (n - sampled.voteDetails().size()) * mean * mean;
    double error = n < 2 ? mean : Math.sqrt(squares / (n - 1) / n);
    double each = (double) waiting / workers;
    return new Range(each * mean, each * Z * error);
  }

  /** Time of one song in seconds; in stage batches, the total covers the last batch only. */
  private static double seconds(ClassifiedTrack track) {
    long stages = track.voted().votes().stream().mapToLong(Verdict.Vote::ms).sum();
    return Math.max(track.totalMs(), track.decodeMs() + stages) / 1000.0;
  }

  private static <K> Map<K, Range> shares(
      List<ClassifiedTrack> tracks, Function<Verdict.Decided, K> property) {
    Map<K, Range> shares = new LinkedHashMap<>();
    tracks.stream()
        .collect(
            Collectors.groupingBy(
                r -> property.apply(r.verdict()), TreeMap::new, Collectors.counting()))
        .entrySet()
        .stream()
        .sorted(Map.Entry.<K, Long>comparingByValue().reversed())
        .forEach(e -> shares.put(e.getKey(), share(e.getValue(), tracks.size())));
    return shares;
  }

  private static Range share(long part, int all) {
    double p = all == 0 ? 0 : (double) part / all;
    return new Range(p, all == 0 ? 1 : Z * Math.sqrt(p * (1 - p) / all));
  }

  /** One line of text. */
  @Override
  public String toString() {
    String mix =
        genres.entrySet().stream()
            .limit(5)
            .map(e -> e.getKey() + " " + percent(e.getValue()))
            .collect(Collectors.joining(", "));
    String ends =
        stages.entrySet().stream()
            .map(e -> "stage " + e.getKey() + " " + percent(e.getValue()))
            .collect(Collectors.joining(", "));
    return String.format(
        Locale.ROOT,
        "%d songs in about %s ± %s; sure %s; decided by %s; %s (from %d songs)",
        waiting,
        time(seconds.value),
        time(seconds.margin),
        percent(sure),
        ends,
        mix,
        classified);
  }

  private static String percent(Range range) {
    return String.format(Locale.ROOT, "%.0f ± %.0f %%", 100 * range.value, 100 * range.margin);
  }

  private static String time(double seconds) {
    Duration time = Duration.ofSeconds(Math.round(seconds));
    if (time.toHours() >= 1) {
      return String.format(Locale.ROOT, "%d h %02d min", time.toHours(), time.toMinutesPart());
    }
    return time.toMinutes() >= 1 ? time.toMinutes() + " min" : time.toSeconds() + " s";
  }
}
