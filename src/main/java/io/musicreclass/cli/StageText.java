package io.musicreclass.cli;

import io.musicreclass.track.AnalysedPart;
import io.musicreclass.track.Percent;
import io.musicreclass.track.StageResult;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

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
        + percent(scored.scores().genres().name(top), scored.scores().value(top))
        + part(scored.part());
  }

  private static String part(@Nullable AnalysedPart part) {
    return part == null
        ? ""
        : String.format(
            Locale.ROOT,
            " (from %.0f s, %.1f s of sound%s)",
            part.fromSeconds(),
            part.soundSeconds(),
            part.channel() == 0 ? "" : ", channel " + part.channel() + " only");
  }

  static String percent(String genre, double share) {
    return genre + " " + Percent.of(share);
  }
}
