package io.musicreclass.revote;

import java.util.Map;

/**
 * What a re-vote would change, or has changed.
 *
 * @param tracks songs that have a verdict
 * @param now their verdicts as they stand
 * @param then their verdicts by the other rules, without those that owe a stage
 * @param changed songs of which the world would be told: another genre, sureness or stage
 * @param flipped those of them with another genre
 * @param owed songs by the position of the stage that they would need and never had, from 1; they
 *     keep their verdict until it has heard them
 * @param accuracy how often the vote agrees with people's corrections
 * @param tagged how often it agrees with the tags of songs that nobody corrected
 */
public record RevoteForecast(
    int tracks,
    Share now,
    Share then,
    int changed,
    int flipped,
    Map<Integer, Integer> owed,
    Accuracy accuracy,
    Accuracy tagged) {

  /**
   * Verdicts of the vote, whatever people say of them.
   *
   * @param sure how many are sure
   * @param unsure how many are not
   * @param stages how many were ended by the stage at that position, from 1
   */
  public record Share(int sure, int unsure, Map<Integer, Integer> stages) {}

  /**
   * The vote against what people say.
   *
   * @param tracks songs of which they say a genre that counts, without those that owe a stage: by a
   *     correction any, by a tag one that the vote knows
   * @param now how many of them the vote gets right as it stands
   * @param then how many by the other rules
   */
  public record Accuracy(int tracks, int now, int then) {}

  /** Songs that owe a stage. */
  public int owes() {
    return owed.values().stream().mapToInt(Integer::intValue).sum();
  }
}
