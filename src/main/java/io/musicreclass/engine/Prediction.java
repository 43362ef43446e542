package io.musicreclass.engine;

import io.musicreclass.track.Scores;
import java.util.List;

/** A head's prediction for one song. */
public sealed interface Prediction {
  /** The score of each genre. */
  record Scored(Scores scores) implements Prediction {}

  /**
   * No prediction: inputs it needs are NaN or infinite.
   *
   * @param missing names of those inputs
   */
  record Abstained(List<String> missing) implements Prediction {
    public Abstained {
      missing = List.copyOf(missing);
    }

    /** The reason, for people. */
    public String reason() {
      int more = missing.size() - 3;
      return "no value for "
          + String.join(", ", missing.subList(0, Math.min(3, missing.size())))
          + (more > 0 ? " and " + more + " more" : "");
    }
  }
}
