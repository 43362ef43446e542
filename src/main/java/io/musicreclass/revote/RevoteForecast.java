package io.musicreclass.revote;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;

/**
 * What a re-vote would change, or has changed.
 *
 * @param tracks songs with a verdict
 * @param now the current verdicts
 * @param then the verdicts by the other rules, without songs that need another stage
 * @param changed songs whose new verdict would be published: another genre, certainty or stage
 * @param flipped changed songs with another genre
 * @param pendingByStage number of songs that need a stage they have no result of, by the position
 *     of that stage, from 1; they keep their verdict until it has run
 * @param accuracy agreement of the vote with corrections
 * @param tagged agreement of the vote with the tags of uncorrected songs
 */
public record RevoteForecast(
    int tracks,
    Share now,
    Share then,
    int changed,
    int flipped,
    @JsonProperty("owed") Map<Integer, Integer> pendingByStage,
    Accuracy accuracy,
    Accuracy tagged) {

  /**
   * Verdicts of the vote, before corrections.
   *
   * @param sure how many are sure
   * @param unsure how many are not
   * @param stages how many were decided at each stage, by its position from 1
   */
  public record Share(int sure, int unsure, Map<Integer, Integer> stages) {}

  /**
   * Agreement of the vote with people.
   *
   * @param tracks songs with a reference genre (any corrected genre, or a tagged genre that the
   *     vote knows), without songs that need another stage
   * @param now how many of them the current verdicts match
   * @param then how many the verdicts by the other rules match
   */
  public record Accuracy(int tracks, int now, int then) {}

  /** The number of songs that need another stage. */
  public int pending() {
    return pendingByStage.values().stream().mapToInt(Integer::intValue).sum();
  }
}
