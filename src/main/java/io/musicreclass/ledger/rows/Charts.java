package io.musicreclass.ledger.rows;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Distributions of the verdicts.
 *
 * @param counts of everything
 * @param confidence songs by the confidence of the vote: 20 bins of equal width from 0 to 1
 * @param hours songs analysed in each of the last 24 hours, the oldest first, without re-votes
 */
public record Charts(LedgerStats counts, List<Integer> confidence, List<Integer> hours) {
  public static final int BINS = 20;
  public static final int HOURS = 24;

  public Charts {
    confidence = List.copyOf(confidence);
    hours = List.copyOf(hours);
  }

  /** Counts by position, 0 where there is none. */
  public static List<Integer> spread(Map<Integer, Integer> counts, int places) {
    return IntStream.range(0, places).mapToObj(place -> counts.getOrDefault(place, 0)).toList();
  }
}
