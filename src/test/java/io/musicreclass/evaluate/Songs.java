package io.musicreclass.evaluate;

import io.musicreclass.config.VoteConfig;
import io.musicreclass.evaluate.VoteEvaluation.Origin;
import io.musicreclass.evaluate.VoteEvaluation.Part;
import io.musicreclass.evaluate.VoteEvaluation.Song;
import io.musicreclass.evaluate.VoteEvaluation.Vote;
import io.musicreclass.track.GenreSet;
import io.musicreclass.track.Scores;
import io.musicreclass.track.StageResult;
import io.musicreclass.vote.GenreMap;
import io.musicreclass.vote.VoteRules;
import io.musicreclass.vote.Voting;
import io.musicreclass.vote.VotingStage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Songs with made-up results. */
final class Songs {
  static final GenreSet THREE = GenreSet.of(List.of("Jazz", "Pop", "Rock"));

  private Songs() {}

  /** A vote of stages {@code one}, {@code two} and so on, which cost 10, 100, 1000 ms. */
  static Vote vote(GenreSet genres, int stages, VoteRules rules) {
    List<String> names = List.of("one", "two", "three").subList(0, stages);
    List<VotingStage> same = Collections.nCopies(stages, VotingStage.of(GenreMap.identity(genres)));
    return new Vote(genres, names, rules, any -> new Voting(any, genres, same));
  }

  static VoteRules rules(double... thresholds) {
    return new VoteRules(
        VoteConfig.Rule.SOFT,
        Arrays.stream(thresholds).boxed().toList(),
        Map.of(2, List.of(0.5, 0.5)),
        0.6);
  }

  static Origin origin(String file, String genre, String artist, Part part) {
    return new Origin(file, genre, artist, "", part);
  }

  /** A song with a result of each stage. */
  static Song song(Origin origin, GenreSet genres, double[]... probabilities) {
    List<StageResult> results = new ArrayList<>();
    for (double[] p : probabilities) {
      long ms = (long) Math.pow(10, results.size() + 1);
      results.add(
          new StageResult.Scored(
              List.of("one", "two", "three").get(results.size()),
              "m",
              "e",
              "h",
              Scores.of(genres, p),
              null,
              ms));
    }
    return new Song(origin, results);
  }

  /**
   * Songs by 40 artists, of all genres, whose stages are right the more often the later they are,
   * and too confident.
   */
  static List<Song> random(GenreSet genres, int stages, int songs, Part part, long seed) {
    Random random = new Random(seed);
    List<Song> set = new ArrayList<>();
    for (int i = 0; i < songs; i++) {
      int truth = i % genres.size();
      double[][] results = new double[stages][genres.size()];
      for (int s = 0; s < stages; s++) {
        double sum = 0;
        for (int g = 0; g < genres.size(); g++) {
          double signal = g == truth ? 1.2 + 0.7 * s : 0;
          results[s][g] = Math.exp(2.5 * (signal + random.nextGaussian()));
          sum += results[s][g];
        }
        for (int g = 0; g < genres.size(); g++) {
          results[s][g] /= sum;
        }
      }
      Origin origin = origin("song " + i, genres.name(truth), "artist " + i % 40, part);
      set.add(song(origin, genres, results));
    }
    return set;
  }

  static List<Origin> origins(List<Song> songs) {
    return songs.stream().map(Song::origin).toList();
  }
}
