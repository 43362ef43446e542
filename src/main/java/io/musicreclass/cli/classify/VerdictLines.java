package io.musicreclass.cli.classify;

import io.musicreclass.classify.Classifier;
import io.musicreclass.cli.terminal.StageText;
import io.musicreclass.track.SongFile;
import io.musicreclass.track.Verdict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A line for each song, as a person would say it: {@code /music/a.mp3: Jazz, 85 %, sure; mellow}.
 *
 * @param stages whether each stage's result follows
 */
record VerdictLines(boolean stages) implements VerdictOutput {
  @Override
  public void print(Path file, Classifier.Outcome.Classified classified) {
    Verdict.Decided verdict = classified.voteDetails().verdict();
    List<String> moods = Moods.of(verdict);
    System.out.println(
        SongFile.text(file)
            + ": "
            + StageText.of(verdict)
            + (moods.isEmpty() ? "" : "; " + String.join(", ", moods)));
    if (stages) {
      lines(classified).forEach(System.out::println);
    }
  }

  /** What each stage says. */
  static List<String> lines(Classifier.Outcome.Classified classified) {
    List<String> lines = new ArrayList<>();
    classified.results().forEach(result -> lines.add("  " + StageText.of(result)));
    classified.wouldEndAt().ifPresent(stage -> lines.add("  the vote would end at stage " + stage));
    return lines;
  }
}
