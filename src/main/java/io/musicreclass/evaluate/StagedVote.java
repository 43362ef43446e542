package io.musicreclass.evaluate;

import io.musicreclass.vote.VoteRules;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Accuracy and cost of a vote that ends as soon as it is clear.
 *
 * @param stageMs mean milliseconds of each stage, over all songs
 * @param now by the thresholds in force
 * @param byThreshold by one threshold after every stage but the last
 */
record StagedVote(List<StageCost> stageMs, Point now, List<Point> byThreshold) {
  /** Mean milliseconds of a stage. */
  record StageCost(String stage, double meanMs) {}

  /**
   * The songs on which the vote ended at a stage.
   *
   * @param accuracy of those
   */
  record Ended(String stage, int songs, double share, Interval accuracy) {}

  /**
   * The whole vote by some thresholds.
   *
   * @param thresholds one for each stage but the last
   * @param meanMs milliseconds of all stages that a song needs
   */
  record Point(List<Double> thresholds, Interval accuracy, double meanMs, List<Ended> ended) {}

  /** Of all songs of a replay. */
  static StagedVote of(Replay replay) {
    List<StageCost> costs = new ArrayList<>();
    for (int i = 0; i < replay.stages().size(); i++) {
      int stage = i;
      double mean =
          replay.songs().stream().mapToLong(song -> song.ms().get(stage)).average().orElse(0);
      costs.add(new StageCost(replay.stages().get(i), mean));
    }
    List<Point> points =
        IntStream.rangeClosed(0, replay.stages().size() == 1 ? -1 : Figures.STEPS)
            .mapToObj(i -> List.of((double) i / Figures.STEPS))
            .map(threshold -> point(replay, replay.rules().with(threshold, 0)))
            .toList();
    return new StagedVote(costs, point(replay, replay.rules()), points);
  }

  /**
   * Mean milliseconds for a song.
   *
   * @param everyStage whether all stages are asked, whatever the thresholds
   */
  double meanMs(boolean everyStage) {
    return everyStage ? stageMs.stream().mapToDouble(StageCost::meanMs).sum() : now.meanMs();
  }

  /** Of all songs by other thresholds. */
  static Point point(Replay replay, VoteRules thresholds) {
    int stages = replay.stages().size();
    int[] songs = new int[stages];
    int[] right = new int[stages];
    long ms = 0;
    for (Replay.Voted song : replay.songs()) {
      int position = replay.endsAt(song, thresholds);
      songs[position - 1]++;
      right[position - 1] += song.isRightAt(position) ? 1 : 0;
      ms += song.msUntil(position);
    }
    int all = replay.songs().size();
    List<Ended> ended =
        IntStream.range(0, stages)
            .mapToObj(
                i ->
                    new Ended(
                        replay.stages().get(i),
                        songs[i],
                        Figures.share(songs[i], all),
                        Interval.of(right[i], songs[i])))
            .toList();
    return new Point(
        IntStream.range(1, stages).mapToObj(thresholds::threshold).toList(),
        Interval.of(IntStream.of(right).sum(), all),
        all == 0 ? 0 : (double) ms / all,
        ended);
  }
}
