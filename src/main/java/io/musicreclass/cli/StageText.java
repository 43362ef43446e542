package io.musicreclass.cli;

import io.musicreclass.track.StageResult;
import java.util.Locale;

/** What a stage said, in a line for people. */
final class StageText {
  private StageText() {}

  static String of(StageResult result) {
    if (result instanceof StageResult.Abstained abstained) {
      return abstained.stage() + " abstains: " + abstained.reason();
    }
    StageResult.Scored scored = (StageResult.Scored) result;
    int top = scored.scores().top();
    return scored.stage()
        + " ("
        + scored.model()
        + ", "
        + scored.ms()
        + " ms): "
        + percent(scored.scores().genres().name(top), scored.scores().value(top));
  }

  static String percent(String genre, double share) {
    return String.format(Locale.ROOT, "%s %.1f %%", genre, 100 * share);
  }
}
