package io.musicreclass.evaluate;

import io.musicreclass.track.GenreSet;
import io.musicreclass.train.Evaluation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A new head beside the present vote: the verdicts of both on songs that the head was not fitted
 * to.
 */
public final class HeadComparison {
  /** Above this, a difference may be chance. */
  private static final double CHANCE = 0.05;

  /**
   * A head that was tried.
   *
   * @param models whose outputs it takes
   * @param logLoss of cross-validation, in nats
   * @param accuracy of cross-validation
   */
  public record Tried(String models, String method, double logLoss, double accuracy) {}

  /**
   * A held-out song with its true genre and those of two votes, in any spelling.
   *
   * @param now by the present vote; empty if it has none
   * @param then by the vote with the new head
   */
  public record Song(String genre, String now, String then) {}

  /**
   * What a re-vote would change.
   *
   * @param tracks songs in the database
   * @param changed verdicts that would be published again
   * @param flipped those with another genre
   * @param pending songs that would need another stage first
   * @param unknown songs whose present genre the head does not know
   */
  public record Changes(int tracks, int changed, int flipped, int pending, int unknown) {}

  /**
   * What is known of the new head.
   *
   * @param songs where songs and genres come from
   * @param model that gets the head
   * @param takes the models whose outputs it takes
   * @param trainingSongs it was fitted to
   * @param trainingArtists of those songs
   */
  public record NewHead(
      String songs,
      String model,
      String takes,
      String method,
      int trainingSongs,
      int trainingArtists) {}

  private final NewHead head;
  private final List<String> genres;
  private final List<Tried> tried;
  private final List<Song> songs;
  private final PairedTest difference;

  /**
   * A comparison.
   *
   * @param genres of the head
   * @param songs held out
   */
  public HeadComparison(NewHead head, List<String> genres, List<Tried> tried, List<Song> songs) {
    this.head = head;
    this.genres = List.copyOf(genres);
    this.tried = List.copyOf(tried);
    this.songs = List.copyOf(songs);
    this.difference =
        PairedTest.of(
            (int)
                songs.stream().filter(song -> !isRight(song, false) && isRight(song, true)).count(),
            (int)
                songs.stream()
                    .filter(song -> isRight(song, false) && !isRight(song, true))
                    .count());
  }

  private static boolean isRight(Song song, boolean then) {
    return GenreSet.fold(song.genre()).equals(GenreSet.fold(then ? song.then() : song.now()));
  }

  /** Whether the vote with the new head is better by more than chance. */
  public boolean isBetter() {
    return difference.newlyRight() > difference.newlyWrong() && difference.p() < CHANCE;
  }

  /** How both differ, for people. */
  public String difference() {
    return Html.format(
        "on %d held-out songs %d are newly right and %d newly wrong (p = %.3f)",
        songs.size(), difference.newlyRight(), difference.newlyWrong(), difference.p());
  }

  /**
   * All figures.
   *
   * @param outcome what was done with the head and why
   * @param notes what is to be known of the data
   */
  public VoteEvaluation.Report report(
      boolean adopted, String outcome, List<String> notes, Changes changes) {
    Map<String, Integer> numbers = new LinkedHashMap<>();
    List<String> names = new ArrayList<>();
    genres.forEach(genre -> number(genre, numbers, names));
    songs.forEach(song -> number(song.now(), numbers, names));
    songs.forEach(song -> number(song.then(), numbers, names));
    return new HeadReport(
        head,
        adopted,
        outcome,
        notes,
        tried,
        side(numbers, names, false),
        side(numbers, names, true),
        difference,
        changes);
  }

  private static int number(String genre, Map<String, Integer> numbers, List<String> names) {
    return numbers.computeIfAbsent(
        GenreSet.fold(genre),
        folded -> {
          names.add(genre.isEmpty() ? "no verdict" : genre);
          return names.size() - 1;
        });
  }

  private HeadReport.Side side(Map<String, Integer> numbers, List<String> names, boolean then) {
    Evaluation all = new Evaluation(names.size());
    int right = 0;
    for (Song song : songs) {
      int verdict = number(then ? song.then() : song.now(), numbers, names);
      all.add(number(song.genre(), numbers, names), verdict, 1);
      right += isRight(song, then) ? 1 : 0;
    }
    return new HeadReport.Side(
        Interval.of(right, songs.size()),
        songs.isEmpty() ? 0 : all.balancedAccuracy(),
        GenreFigures.of(all, names));
  }
}
