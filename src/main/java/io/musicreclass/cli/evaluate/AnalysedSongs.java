package io.musicreclass.cli.evaluate;

import io.musicreclass.classify.Classifier;
import io.musicreclass.cli.settings.Installation;
import io.musicreclass.cli.terminal.ParallelBatch;
import io.musicreclass.cli.terminal.StageText;
import io.musicreclass.config.Settings;
import io.musicreclass.evaluate.VoteEvaluation;
import io.musicreclass.track.GenreSet;
import io.musicreclass.track.SongFile;
import io.musicreclass.track.StageResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Songs of known genre with the results of all stages.
 *
 * @param failed number of songs that could not be analysed by every stage; each was reported
 */
record AnalysedSongs(VoteEvaluation evaluation, int failed) {
  /** A song and what became of it. */
  private record Analysed(LabelledSong song, Classifier.Outcome.Classified outcome) {}

  /**
   * Runs all stages on the songs whose genre the models know.
   *
   * @throws IOException if none could be analysed
   */
  static AnalysedSongs of(SongSet set) throws IOException {
    Settings setup = Installation.setup();
    try (Classifier classifier = new Classifier(setup)) {
      classifier.problems().forEach(problem -> System.err.println("reclass: " + problem));
      List<LabelledSong> known = known(set.used(), classifier.genres());
      List<Analysed> analysed = new ArrayList<>();
      ParallelBatch.run(
          known,
          setup.threads(),
          (song, threads) -> classifier.classifyWithAll(song.song(), threads),
          Classifier.Outcome::broken,
          (song, outcome) -> complete(song, outcome).ifPresent(analysed::add));
      return of(set, classifier, known.size(), analysed);
    }
  }

  private static AnalysedSongs of(
      SongSet set, Classifier classifier, int known, List<Analysed> analysed) throws IOException {
    List<String> stages = classifier.stages(); // a stage may have been turned off meanwhile
    List<VoteEvaluation.Song> songs = new ArrayList<>();
    for (Analysed song : analysed) {
      List<StageResult> results =
          song.outcome().results().stream()
              .filter(result -> stages.contains(result.stage()))
              .toList();
      songs.add(new VoteEvaluation.Song(song.song().origin(), results));
    }
    if (songs.isEmpty()) {
      throw new IOException(
          "No song of " + set.source() + " could be classified; see the errors above");
    }
    VoteEvaluation.Vote vote =
        new VoteEvaluation.Vote(
            classifier.genres(), stages, classifier.rules(), classifier::voting);
    VoteEvaluation evaluation = new VoteEvaluation(set.name(), vote, set.origins(), songs);
    return new AnalysedSongs(evaluation, known - songs.size());
  }

  /** The songs whose genre the models know; the others are counted and reported. */
  private static List<LabelledSong> known(List<LabelledSong> songs, GenreSet genres) {
    List<LabelledSong> known = new ArrayList<>();
    Map<String, Integer> others = new TreeMap<>();
    for (LabelledSong song : songs) {
      if (genres.indexOf(song.genre()).isPresent()) {
        known.add(song);
      } else {
        others.merge(song.genre(), 1, Integer::sum);
      }
    }
    others.forEach(
        (genre, count) ->
            System.err.printf(
                "reclass: skipped %d song%s: no model knows the genre \"%s\"%n",
                count, count == 1 ? "" : "s", genre));
    return known;
  }

  /** A song with the results of all stages; any other is reported. */
  private static Optional<Analysed> complete(LabelledSong song, Classifier.Outcome outcome) {
    if (outcome instanceof Classifier.Outcome.Refused refused) {
      System.err.println(SongFile.text(song.song()) + ": " + refused.why().reason());
      return Optional.empty();
    }
    Classifier.Outcome.Classified classified = (Classifier.Outcome.Classified) outcome;
    // a verdict that lacks a stage would distort the accuracy
    classified.failed().forEach(f -> System.err.println(StageText.failed(song.song(), f)));
    return classified.failed().isEmpty()
        ? Optional.of(new Analysed(song, classified))
        : Optional.empty();
  }
}
