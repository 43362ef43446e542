package io.musicreclass.ledger;

import io.musicreclass.track.GenreSet;
import io.musicreclass.track.Receipt;
import io.musicreclass.track.Scores;
import io.musicreclass.track.StageResult;
import io.musicreclass.track.TrackId;
import io.musicreclass.track.Verdict;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The genre of an album: a soft vote of its songs, each by the whole distribution of the stages
 * that decided it, by their weights. Files are of one album when they were heard in one folder and
 * tagged with one album and album's artist.
 *
 * @param genre of the highest mean; of equal ones the first by name
 * @param share its mean, 0 to 1
 * @param tracks songs that voted, two at least
 */
public record AlbumGenre(String genre, double share, int tracks) {
  /** A folder of loose songs whose album is "Unknown" may have thousands. */
  private static final int MOST = 200;

  static Optional<AlbumGenre> of(Session reader, byte[] album) {
    List<TrackId> songs =
        reader.list(
            row -> new TrackId(row.getString(1)),
            "SELECT DISTINCT t.id FROM tags g JOIN files f ON f.id = g.file"
                + " JOIN tracks t ON t.key = f.track JOIN verdicts v ON v.track = f.track"
                + " WHERE g.album_key = ? AND f.state IN ('done', 'duplicate') ORDER BY t.key"
                + " LIMIT ?",
            album,
            MOST);
    return of(
        songs.stream()
            .flatMap(
                id ->
                    Verdicts.of(reader, id).stream()
                        .map(receipt -> distribution(receipt, StageResults.of(reader, id))))
            .toList());
  }

  /** The vote of these distributions; empty where there are fewer than two. */
  static Optional<AlbumGenre> of(List<Map<String, Double>> songs) {
    if (songs.size() < 2) {
      return Optional.empty();
    }
    Map<String, Double> sums = new TreeMap<>();
    songs.forEach(song -> song.forEach((genre, share) -> sums.merge(genre, share, Double::sum)));
    return sums.entrySet().stream()
        .max(
            Map.Entry.<String, Double>comparingByValue()
                .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
        .map(best -> new AlbumGenre(best.getKey(), best.getValue() / songs.size(), songs.size()));
  }

  /**
   * Of one song, adding up to 1. A stage whose scores are not there any more, or that speaks of
   * other genres than the first, is left out; without any, the verdict's genre has all.
   */
  static Map<String, Double> distribution(Receipt receipt, List<StageResult> results) {
    Map<String, Double> sums = new HashMap<>();
    GenreSet genres = null;
    double weights = 0;
    for (Verdict.Vote vote : receipt.voted().votes()) {
      Optional<Scores> scores = scores(vote, results);
      if (scores.isPresent() && (genres == null || genres.sameGenres(scores.get().genres()))) {
        genres = genres == null ? scores.get().genres() : genres;
        weights += vote.weight();
        for (int i = 0; i < scores.get().genres().size(); i++) {
          int place = genres.indexOf(scores.get().genres().name(i)).orElseThrow();
          sums.merge(genres.name(place), vote.weight() * scores.get().value(i), Double::sum);
        }
      }
    }
    double total = weights;
    if (total == 0) {
      return Map.of(receipt.voted().genre(), 1.0);
    }
    sums.replaceAll((genre, sum) -> sum / total);
    return sums;
  }

  private static Optional<Scores> scores(Verdict.Vote vote, List<StageResult> results) {
    return results.stream()
        .filter(r -> r.stage().equals(vote.stage()) && r.model().equals(vote.model()))
        .filter(StageResult.Scored.class::isInstance)
        .map(r -> ((StageResult.Scored) r).scores())
        .findFirst();
  }
}
