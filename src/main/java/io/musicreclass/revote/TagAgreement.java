package io.musicreclass.revote;

import io.musicreclass.ledger.TagCatalogue.Pair;
import io.musicreclass.track.GenreTag;
import java.util.List;

/**
 * Compares the genres in tags with the current genres, in any spelling. Of a tag with several
 * genres, one match is enough.
 *
 * @param agree songs tagged with their current genre
 * @param differ songs tagged with another genre that the vote knows
 * @param unknown songs tagged with a genre that the vote does not know
 * @param untagged songs without a genre in their tags
 */
public record TagAgreement(int agree, int differ, int unknown, int untagged) {
  public static TagAgreement of(List<Pair> pairs, List<String> genres) {
    int agree = 0;
    int differ = 0;
    int unknown = 0;
    int untagged = 0;
    for (Pair pair : pairs) {
      GenreTag tag = GenreTag.of(pair.tag());
      if (tag.isEmpty()) {
        untagged += pair.songs();
      } else if (tag.names(pair.genre())) {
        agree += pair.songs();
      } else if (tag.namesOneOf(genres)) {
        differ += pair.songs();
      } else {
        unknown += pair.songs();
      }
    }
    return new TagAgreement(agree, differ, unknown, untagged);
  }
}
