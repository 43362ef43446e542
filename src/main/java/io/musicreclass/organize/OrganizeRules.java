package io.musicreclass.organize;

import io.musicreclass.config.AfterConfig;
import io.musicreclass.config.Settings;
import io.musicreclass.ledger.rows.AlbumGenre;
import io.musicreclass.ledger.rows.OrganizeCandidate;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** What the settings want for a song: whether its genre is sure enough, and what its tags say. */
final class OrganizeRules {
  private final Settings setup;
  private final GenreNames names;
  private final boolean replacing;

  /**
   * Rules that follow the settings as they change.
   *
   * @param replacing whether genres that people wrote are replaced, too
   * @throws IllegalArgumentException when the file of names cannot be used
   */
  OrganizeRules(Settings setup, boolean replacing) {
    this.setup = setup;
    this.names = GenreNames.of(setup.after(), setup.root());
    this.replacing = replacing;
  }

  /**
   * What is wanted for one song.
   *
   * @param label for its tags; empty where they stay as they are
   * @param unsure whether its genre is too unsure for its tags and for the folder of the genre
   * @param note why tags or file stay; empty where they do not
   */
  record Decision(
      OrganizeCandidate heard, Optional<TagValues> label, boolean unsure, String note) {}

  /** Decides on one song. */
  Decision decide(OrganizeCandidate heard) {
    double threshold = setup.vote().sure();
    if (setup.after().onlySure() && !heard.isSure(threshold)) {
      return new Decision(heard, Optional.empty(), true, unsure(heard, threshold));
    }
    if (setup.after().tag() == AfterConfig.Tag.OFF) {
      return new Decision(heard, Optional.empty(), false, "");
    }
    List<String> written = names.written(heard.genres());
    if (written.isEmpty()) {
      String note = "no tags are written for " + heard.genre() + " (reclass.after.names)";
      return new Decision(heard, Optional.empty(), false, note);
    }
    TagValues label =
        new TagValues(written, heard.verdict(), heard.confidence(), heard.stage(), replacing);
    return new Decision(heard, Optional.of(label), false, "");
  }

  private static String unsure(OrganizeCandidate heard, double threshold) {
    String from = ", sure from " + percent(BigDecimal.valueOf(threshold)) + " %";
    if (heard.album().isPresent()) {
      AlbumGenre album = heard.album().get();
      String own = heard.verdict().equals(album.genre()) ? "" : "; this song: " + heard.verdict();
      return String.format(
          "not sure: %s %d %% over the %d songs of its album%s%s",
          album.genre(), floor(album.share()), album.tracks(), own, from);
    }
    String genre = "not sure: " + heard.verdict() + " " + floor(heard.confidence()) + " %";
    return heard.confidence() < threshold
        ? genre + from
        : genre + ", but its verdict is marked unsure: reclass revote votes again";
  }

  /** Rounded down: what is below the threshold does not look as if it reached it. */
  private static int floor(double share) {
    return (int) Math.floor(100 * share);
  }

  private static String percent(BigDecimal share) {
    return share.movePointRight(2).stripTrailingZeros().toPlainString();
  }
}
