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

/**
 * What all genres have of a song, or on the mean of an album's songs: each by the whole
 * distribution of the stages that decided it, by their weights.
 *
 * @param shares of the genres, adding up to 1 where all is known
 * @param songs how many
 */
record BlendedGenres(Map<String, Double> shares, int songs) {
  /** A folder of loose songs whose album is "Unknown" may have thousands. */
  private static final int MOST = 200;

  private static final Comparator<Map.Entry<String, Double>> MOST_THEN_NAME =
      Map.Entry.<String, Double>comparingByValue()
          .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder()));

  BlendedGenres {
    shares = Map.copyOf(shares);
  }

  /** Of the songs on an album that have verdicts; empty where there are fewer than two. */
  static Optional<BlendedGenres> ofAlbum(SqlSession reader, byte[] album) {
    List<TrackId> songs =
        reader.list(
            row -> new TrackId(row.getString(1)),
            "SELECT DISTINCT t.id FROM tags g JOIN files f ON f.id = g.file"
                + " JOIN tracks t ON t.key = f.track JOIN verdicts v ON v.track = f.track"
                + " WHERE g.album_key = ? AND f.state IN ('done', 'duplicate') ORDER BY t.key"
                + " LIMIT ?",
            album,
            MOST);
    return songs.size() < 2
        ? Optional.empty()
        : Optional.of(
            mean(
                songs.stream()
                    .flatMap(id -> ofSong(reader, id).stream())
                    .map(BlendedGenres::shares)
                    .toList()));
  }

  /** Of one song; empty while it has no verdict. */
  static Optional<BlendedGenres> ofSong(SqlSession reader, TrackId id) {
    return VerdictRepository.of(reader, id)
        .map(voteDetails -> distribution(voteDetails, StageResults.of(reader, id)))
        .map(shares -> new BlendedGenres(shares, 1));
  }

  /** The mean of the songs' distributions, one at least. */
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

  /** The one that has most; of equal ones the first by name. */
  String genre() {
    return shares.entrySet().stream().max(MOST_THEN_NAME).orElseThrow().getKey();
  }

  /** The genre of an album, where these are the shares of its songs. */
  AlbumGenre albumGenre() {
    return new AlbumGenre(genre(), share(genre()), songs);
  }

  /** This genre, and the one that has most of the others where it has at least half as much. */
  List<String> oneOrTwo(String genre) {
    return shares.entrySet().stream()
        .filter(other -> !other.getKey().equals(genre))
        .max(MOST_THEN_NAME)
        .filter(other -> other.getValue() >= share(genre) / 2)
        .map(other -> List.of(genre, other.getKey()))
        .orElse(List.of(genre));
  }

  /**
   * Of one song, adding up to 1. A stage whose scores are not there any more, or that speaks of
   * other genres than the first, is left out; without any, the verdict's genre has all where that
   * is sure, else as much as the verdict's confidence.
   */
  private static Map<String, Double> distribution(
      ClassifiedTrack voteDetails, List<StageResult> results) {
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
