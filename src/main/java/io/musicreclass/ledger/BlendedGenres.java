package io.musicreclass.ledger;

import io.musicreclass.ledger.db.SqlSession;
import io.musicreclass.ledger.rows.AlbumGenre;
import io.musicreclass.track.ClassifiedTrack;
import io.musicreclass.track.GenreSet;
import io.musicreclass.track.Scores;
import io.musicreclass.track.StageResult;
import io.musicreclass.track.TrackId;
import io.musicreclass.track.Verdict;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The genre distribution of a song, or the mean of those of an album's songs. A song's distribution
 * is the weighted mean of the scores of the stages that decided it.
 *
 * @param shares by genre; they add up to 1 if all scores are known
 * @param songs number of songs
 */
record BlendedGenres(Map<String, Double> shares, int songs) {
  /** Limit, because a folder of unrelated songs tagged "Unknown" may have thousands. */
  private static final int MAX_SONGS = 200;

  /** The rules whose values are the combined distribution. */
  private static final Set<String> WHOLE_DISTRIBUTIONS = Set.of("product", "soft");

  private static final Comparator<Map.Entry<String, Double>> MOST_THEN_NAME =
      Map.Entry.<String, Double>comparingByValue()
          .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder()));

  BlendedGenres {
    shares = Map.copyOf(shares);
  }

  /** Of the songs on an album that have verdicts; empty if there are fewer than two. */
  static Optional<BlendedGenres> ofAlbum(SqlSession reader, byte[] album) {
    List<TrackId> songs =
        reader.list(
            row -> new TrackId(row.getString(1)),
            "SELECT DISTINCT t.id FROM tags g JOIN files f ON f.id = g.file"
                + " JOIN tracks t ON t.key = f.track JOIN verdicts v ON v.track = f.track"
                + " WHERE g.album_key = ? AND f.state IN ('done', 'duplicate') ORDER BY t.key"
                + " LIMIT ?",
            album,
            MAX_SONGS);
    return songs.size() < 2
        ? Optional.empty()
        : Optional.of(
            mean(
                songs.stream()
                    .flatMap(id -> ofSong(reader, id).stream())
                    .map(BlendedGenres::shares)
                    .toList()));
  }

  /** Of one song; empty if it has no verdict. */
  static Optional<BlendedGenres> ofSong(SqlSession reader, TrackId id) {
    return VerdictRepository.of(reader, id)
        .map(voteDetails -> distribution(voteDetails, StageResults.of(reader, id)))
        .map(shares -> new BlendedGenres(shares, 1));
  }

  /** The mean of the songs' distributions; at least one is required. */
  static BlendedGenres mean(List<Map<String, Double>> songs) {
    Map<String, Double> sums = new HashMap<>();
    songs.forEach(
        song ->
            song.forEach((genre, share) -> sums.merge(genre, share / songs.size(), Double::sum)));
    return new BlendedGenres(sums, songs.size());
  }

  double share(String genre) {
    return shares.getOrDefault(genre, 0.0);
  }

  /** The genre with the largest share; of equal ones the first by name. */
  String genre() {
    return shares.entrySet().stream().max(MOST_THEN_NAME).orElseThrow().getKey();
  }

  /** The genre of the album whose songs have this distribution. */
  AlbumGenre albumGenre() {
    return new AlbumGenre(genre(), share(genre()), songs);
  }

  /** This genre, followed by the largest other one if that has at least half its share. */
  List<String> oneOrTwo(String genre) {
    return shares.entrySet().stream()
        .filter(other -> !other.getKey().equals(genre))
        .max(MOST_THEN_NAME)
        .filter(other -> other.getValue() >= share(genre) / 2)
        .map(other -> List.of(genre, other.getKey()))
        .orElse(List.of(genre));
  }

  /**
   * Of one song: the verdict's own values if its rule combines whole distributions, otherwise the
   * mean of the stages' distributions by their weights. A stage is left out if its scores are no
   * longer stored or its genres differ from those of the first one. If none is left, the verdict's
   * genre has the share 1 if the verdict is sure, and otherwise the verdict's confidence.
   */
  private static Map<String, Double> distribution(
      ClassifiedTrack voteDetails, List<StageResult> results) {
    if (WHOLE_DISTRIBUTIONS.contains(voteDetails.voted().rule())) {
      return voteDetails.voted().genres();
    }
    Map<String, Double> sums = new HashMap<>();
    GenreSet genres = null;
    double weights = 0;
    for (Verdict.Vote vote : voteDetails.voted().votes()) {
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
      boolean sure = voteDetails.voted().sure();
      return Map.of(voteDetails.voted().genre(), sure ? 1.0 : voteDetails.voted().confidence());
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
