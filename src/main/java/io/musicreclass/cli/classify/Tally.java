package io.musicreclass.cli.classify;

import io.musicreclass.classify.Classifier;
import io.musicreclass.cli.terminal.Progress;

/** Counts the outcomes, for the line below a table. */
final class Tally {
  private final Progress progress;
  private int songs;
  private int sure;
  private int unsure;
  private int failed;

  Tally(int songs) {
    progress = new Progress(songs);
  }

  void add(Classifier.Outcome outcome) {
    songs++;
    if (outcome instanceof Classifier.Outcome.Classified classified) {
      failed += classified.failed().isEmpty() ? 0 : 1;
      if (classified.voteDetails().verdict().sure()) {
        sure++;
      } else {
        unsure++;
      }
    } else {
      failed++;
    }
  }

  /** Songs that failed, or of which a stage did. */
  int failed() {
    return failed;
  }

  /** Prints the counts, if there is more than one song. */
  void report() {
    if (songs > 1) {
      System.err.println(text(progress.rateOf(songs)));
    }
  }

  String text(String rate) {
    return songs
        + " songs: "
        + sure
        + " sure, "
        + unsure
        + " unsure"
        + (failed > 0 ? ", " + failed + " failed" : "")
        + "; "
        + rate;
  }
}
