package io.musicreclass.train.mine;

import io.musicreclass.evaluate.HeadComparison;
import io.musicreclass.evaluate.HeadComparison.Song;
import io.musicreclass.revote.ModelTrial;
import io.musicreclass.revote.RevoteForecast;
import io.musicreclass.track.GenreSet;
import io.musicreclass.track.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the vote says of the held-out songs, now and with a new head. */
final class HeldOutVotes {
  private final MineData data;
  private final Map<Long, Integer> rows = new HashMap<>();
  private final Set<String> known = new HashSet<>();
  private final List<Song> songs = new ArrayList<>();
  private int unknown;

  HeldOutVotes(MineData data) {
    this.data = data;
    for (int row : data.heldOut()) {
      if (data.song(row).track() > 0) {
        rows.put(data.song(row).track(), row);
      }
    }
    data.genres().forEach(genre -> known.add(GenreSet.fold(genre)));
  }

  /** Votes on all songs of the database, and on those held out that are not there. */
  HeadComparison.Changes run(ModelTrial trial, MineTraining.Progress progress, int tracks) {
    RevoteForecast forecast =
        trial.run(done -> progress.at("voting with the new head", done, tracks), this::take);
    for (int row : data.heldOut()) {
      MineSong song = data.song(row);
      if (song.track() == 0) {
        String now = trial.now(song.results()).map(Verdict.Decided::genre).orElse("");
        String then = trial.then(song.results()).map(Verdict.Decided::genre).orElse(now);
        songs.add(new Song(song.genre(), now, then));
      }
    }
    return new HeadComparison.Changes(
        forecast.tracks(), forecast.changed(), forecast.flipped(), forecast.pending(), unknown);
  }

  private void take(long track, Verdict.Decided now, Verdict.Decided then) {
    unknown += known.contains(GenreSet.fold(now.genre())) ? 0 : 1;
    Integer row = rows.get(track);
    if (row != null) {
      songs.add(new Song(data.song(row).genre(), now.genre(), then.genre()));
    }
  }

  /** The held-out songs with both verdicts. */
  List<Song> songs() {
    return songs;
  }
}
