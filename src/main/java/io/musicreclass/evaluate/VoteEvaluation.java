package io.musicreclass.evaluate;

import io.musicreclass.track.GenreSet;
import io.musicreclass.track.StageResult;
import io.musicreclass.vote.VoteRules;
import io.musicreclass.vote.Voting;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The vote of the current models on songs of known genre: measured, or tuned and then measured. */
public final class VoteEvaluation {
  /** What a song is for. */
  public enum Part {
    /** Models are trained on it. */
    TRAIN,
    /** Rules are fitted to it. */
    VALIDATION,
    /** It is only measured. */
    TEST,
    /** Not said. */
    ANY
  }

  /**
   * Where a song comes from.
   *
   * @param file its path
   * @param genre its true genre, in any spelling
   * @param artist or another group whose songs are alike; empty if not known
   * @param track the track of which it is a segment; empty if not known
   */
  public record Origin(String file, String genre, String artist, String track, Part part) {}

  /**
   * A song that was analysed.
   *
   * @param results of all stages, in order
   */
  public record Song(Origin origin, List<StageResult> results) {
    public Song {
      results = List.copyOf(results);
    }
  }

  /**
   * The vote that is evaluated.
   *
   * @param genres as verdicts write them
   * @param stages names of the stages, in order
   * @param rules in force
   * @param voting the vote of these stages by any rules
   */
  public record Vote(
      GenreSet genres, List<String> stages, VoteRules rules, Function<VoteRules, Voting> voting) {
    public Vote {
      stages = List.copyOf(stages);
    }
  }

  /** The figures, in three forms. */
  public interface Report {
    /** The main figures as lines of text. */
    List<String> lines();

    /** All figures as JSON. */
    String json();

    /** All figures and pictures as an HTML page that needs no other file. */
    String html();
  }

  private final String source;
  private final Vote vote;
  private final List<Origin> origins;
  private final List<Song> songs;

  /**
   * An evaluation.
   *
   * @param source the songs' name, for the report
   * @param origins of all songs, those that are not analysed included
   * @param songs those that were analysed
   */
  public VoteEvaluation(String source, Vote vote, List<Origin> origins, List<Song> songs) {
    this.source = source;
    this.vote = vote;
    this.origins = List.copyOf(origins);
    this.songs = List.copyOf(songs);
  }

  /**
   * Measures the vote by the rules in force.
   *
   * @throws IllegalStateException if no song has a verdict
   */
  public Report measure() {
    List<Song> measured = of(Part.TEST).isEmpty() ? songs : of(Part.TEST);
    Overlap overlap = new Overlap(origins);
    List<String> warnings =
        of(Part.TEST).isEmpty()
            ? List.of()
            : overlap.warnings(Part.TEST, List.of(Part.TRAIN, Part.VALIDATION));
    return report(measured, vote.rules(), warnings, Optional.empty());
  }

  /**
   * Checks before the analysis that a tuning can be measured.
   *
   * @throws IllegalStateException if songs come with parts, but the part validation or test has
   *     none, or a file is in both
   */
  public static void checkParts(List<Origin> origins) {
    if (haveParts(origins)) {
      new Overlap(origins).refuseFitted();
    }
  }

  /**
   * Fits the rules to the validation part, and measures them and the present ones on the test part.
   * Without parts, songs are divided at random, with those of an artist on one side.
   *
   * @param seed of the division
   * @throws IllegalStateException if a part has no song, or a file is in both
   */
  public Report tune(long seed) {
    boolean given = haveParts(origins);
    Map<Boolean, List<Song>> sides =
        given
            ? Map.of(true, of(Part.VALIDATION), false, of(Part.TEST))
            : ArtistSplit.halves(songs, seed);
    List<Song> validation = sides.get(true);
    List<Song> test = sides.get(false);
    Overlap overlap = new Overlap(parts(validation, test));
    overlap.refuseFitted();
    List<String> warnings = overlap.warnings(Part.TEST, List.of(Part.VALIDATION, Part.TRAIN));
    VoteRules fitted = new RulesFit(vote, validation).rules();
    Tuning tuning = Tuning.of(vote, fitted, validation.size(), test, given ? null : seed);
    return report(test, fitted, warnings, Optional.of(tuning));
  }

  private static boolean haveParts(List<Origin> origins) {
    return origins.stream().anyMatch(origin -> origin.part() != Part.ANY);
  }

  /** The origins with the parts that these songs have, and those of the training songs. */
  private List<Origin> parts(List<Song> validation, List<Song> test) {
    List<Origin> parts = new ArrayList<>();
    origins.stream().filter(origin -> origin.part() == Part.TRAIN).forEach(parts::add);
    validation.forEach(song -> parts.add(in(Part.VALIDATION, song.origin())));
    test.forEach(song -> parts.add(in(Part.TEST, song.origin())));
    return parts;
  }

  private static Origin in(Part part, Origin origin) {
    return new Origin(origin.file(), origin.genre(), origin.artist(), origin.track(), part);
  }

  private List<Song> of(Part part) {
    return songs.stream().filter(song -> song.origin().part() == part).toList();
  }

  private Report report(
      List<Song> measured, VoteRules rules, List<String> warnings, Optional<Tuning> tuning) {
    Replay replay = Replay.of(vote, rules, measured);
    if (replay.songs().isEmpty()) {
      throw new IllegalStateException("No song of " + source + " has a verdict");
    }
    return new EvaluationReport(
        source,
        warnings,
        new Setup(vote.stages(), rules),
        Figures.of(replay),
        StagedVote.of(replay),
        tuning.orElse(null));
  }
}
