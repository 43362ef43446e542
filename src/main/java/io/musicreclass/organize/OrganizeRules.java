package io.musicreclass.organize;

import io.musicreclass.config.AfterConfig;
import io.musicreclass.config.Settings;
import io.musicreclass.ledger.rows.AlbumGenre;
import io.musicreclass.ledger.rows.OrganizeCandidate;
import io.musicreclass.track.MusicTag;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Decides what the settings require for a song: whether its genre is sure enough, and which tags to
 * write.
 */
final class OrganizeRules {
  private static final int MOST_OF_A_KIND = 3;

  private final Settings settings;
  private final GenreNames names;
  private final boolean replacing;

  /**
   * Rules that follow the settings as they change.
   *
   * @param replacing whether genres written by people are also replaced
   * @throws IllegalArgumentException if the file of genre names is invalid
   */
  OrganizeRules(Settings settings, boolean replacing) {
    this.settings = settings;
    this.names = GenreNames.of(settings.after(), settings.root());
    this.replacing = replacing;
  }

  /**
   * What is required for one song.
   *
   * @param tags to write; empty if its tags stay unchanged
   * @param unsure whether its genre is too unsure for its tags and for a genre folder
   * @param note why tags or file stay unchanged; empty if they do not
   */
  record Decision(
      OrganizeCandidate candidate, Optional<TagValues> tags, boolean unsure, String note) {
    /**
     * Why the song's tags stay unchanged, an empty text if they are as required already; empty if
     * they are to be written. Reads the file.
     */
    Optional<String> tagSkipReason() throws IOException {
      return tags.isEmpty()
          ? Optional.of(note)
          : StagingFolder.tagSkipReason(candidate.file().path(), tags.get());
    }
  }

  /** Decides on one song. */
  Decision decide(OrganizeCandidate candidate) {
    double threshold = settings.vote().sure();
    if (settings.after().onlySure() && !candidate.isSure(threshold)) {
      return new Decision(candidate, Optional.empty(), true, unsureNote(candidate, threshold));
    }
    Set<AfterConfig.Tag> wanted = settings.after().tag();
    if (!settings.after().isTagging()) {
      return new Decision(candidate, Optional.empty(), false, "");
    }
    List<String> written = names.written(candidate.genres());
    if (written.isEmpty()) {
      String note = "no tags are written for " + candidate.genre() + " (reclass.after.names)";
      return new Decision(candidate, Optional.empty(), false, note);
    }
    TagValues tags =
        new TagValues(
            wanted.contains(AfterConfig.Tag.GENRE) ? written : List.of(),
            wanted.contains(AfterConfig.Tag.STYLE)
                ? likely(candidate, MusicTag.Kind.STYLE, written)
                : List.of(),
            wanted.contains(AfterConfig.Tag.MOOD)
                ? likely(candidate, MusicTag.Kind.MOOD, List.of())
                : List.of(),
            candidate.verdict(),
            candidate.confidence(),
            candidate.stage(),
            replacing);
    return new Decision(candidate, Optional.of(tags), false, "");
  }

  /**
   * The most probable tag of a kind, and up to two others that are at least half as probable.
   *
   * @param said names that are written elsewhere, in any case
   */
  private static List<String> likely(
      OrganizeCandidate candidate, MusicTag.Kind kind, List<String> said) {
    List<MusicTag> tags =
        candidate.tags().stream()
            .filter(tag -> tag.kind() == kind)
            .filter(tag -> said.stream().noneMatch(tag.name()::equalsIgnoreCase))
            .toList();
    return tags.stream()
        .filter(tag -> tag.probability() >= tags.get(0).probability() / 2)
        .limit(MOST_OF_A_KIND)
        .map(MusicTag::name)
        .toList();
  }

  private static String unsureNote(OrganizeCandidate candidate, double threshold) {
    String from = ", sure from " + percent(BigDecimal.valueOf(threshold)) + " %";
    if (candidate.album().isPresent()) {
      AlbumGenre album = candidate.album().get();
      String own =
          candidate.verdict().equals(album.genre()) ? "" : "; this song: " + candidate.verdict();
      return String.format(
          "not sure: %s %d %% over the %d songs of its album%s%s",
          album.genre(), floor(album.share()), album.tracks(), own, from);
    }
    String genre = "not sure: " + candidate.verdict() + " " + floor(candidate.confidence()) + " %";
    return candidate.confidence() < threshold
        ? genre + from
        : genre + ", but its verdict is marked unsure: run reclass revote";
  }

  /** Rounded down, so that a value below the threshold is not shown as equal to it. */
  private static int floor(double share) {
    return (int) Math.floor(100 * share);
  }

  private static String percent(BigDecimal share) {
    return share.movePointRight(2).stripTrailingZeros().toPlainString();
  }
}
