package io.musicreclass.cli.terminal;

import io.musicreclass.track.AnalysedPart;
import io.musicreclass.track.Percent;
import io.musicreclass.track.SongFile;
import io.musicreclass.track.StageResult;
import io.musicreclass.track.Verdict;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Formats the result of a stage or a vote as one line. */
public final class StageText {
  private StageText() {}

  public static String of(StageResult result) {
    if (result instanceof StageResult.Abstained abstained) {
      return abstained.stage() + " abstains: " + abstained.reason();
    }
    if (result instanceof StageResult.Failed failed) {
      return failed.stage() + " failed: " + failed.reason();
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
            " (from %.0f s, %.1f s of audio%s)",
            part.fromSeconds(),
            part.soundSeconds(),
            part.channel() == 0 ? "" : ", channel " + part.channel() + " only");
  }

  /** The warning that a verdict lacks a failed stage. */
  public static String failed(Path file, StageResult.Failed failed) {
    return SongFile.text(file) + ": " + of(failed) + "; the verdict is based on the other stages";
  }

  /** A verdict, as a person would say it: {@code Jazz, 85 %, sure}. */
  public static String of(Verdict.Decided verdict) {
    return percent(verdict.genre(), verdict.confidence())
        + (verdict.sure() ? ", sure" : ", unsure")
        + verdict.reason().map(reason -> " (" + reason + ")").orElse("");
  }

  private static String percent(String genre, double share) {
    return genre + ", " + Percent.whole(share);
  }
}
