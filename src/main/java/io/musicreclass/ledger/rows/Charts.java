package io.musicreclass.ledger.rows;

import java.util.List;

/**
 * How the verdicts are spread.
 *
 * @param counts of everything
 * @param confidence songs by the confidence of the vote: 20 bins of equal width from 0 to 1
 * @param hours songs heard in each of the last 24 hours, the oldest first; re-votes hear nothing
 */
public record Charts(LedgerStats counts, List<Integer> confidence, List<Integer> hours) {
  public static final int BINS = 20;
  public static final int HOURS = 24;

  public Charts {
    confidence = List.copyOf(confidence);
    hours = List.copyOf(hours);
  }
}
