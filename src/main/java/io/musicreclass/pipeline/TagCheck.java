package io.musicreclass.pipeline;

import io.musicreclass.ledger.Catalogue.Pair;
import io.musicreclass.track.GenreSet;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The genres that people tagged against those that hold here, in whatever spelling. Of a tag of
 * several genres ({@code Rock; Pop}, {@code Jazz/Funk}) one that agrees is enough.
 *
 * @param agree songs tagged with their genre
 * @param differ songs tagged with another one that the vote knows
 * @param unknown songs tagged with a genre that the vote does not know
 * @param untagged songs without a genre in their tags
 */
public record TagCheck(int agree, int differ, int unknown, int untagged) {
  private static final Pattern SEPARATOR = Pattern.compile("[;,/|]");

  static TagCheck of(List<Pair> pairs, List<String> genres) {
    Set<String> known = genres.stream().map(GenreSet::fold).collect(Collectors.toSet());
    int agree = 0;
    int differ = 0;
    int unknown = 0;
    int untagged = 0;
    for (Pair pair : pairs) {
      Set<String> tags = tags(pair.tag());
      if (tags.isEmpty()) {
        untagged += pair.songs();
      } else if (tags.contains(GenreSet.fold(pair.genre()))) {
        agree += pair.songs();
      } else if (tags.stream().anyMatch(known::contains)) {
        differ += pair.songs();
      } else {
        unknown += pair.songs();
      }
    }
    return new TagCheck(agree, differ, unknown, untagged);
  }

  /** The whole tag and its parts: a genre may have a slash in its name. */
  private static Set<String> tags(String tag) {
    Set<String> tags = new HashSet<>();
    Arrays.stream(SEPARATOR.split(tag)).map(GenreSet::fold).forEach(tags::add);
    tags.remove("");
    if (!tags.isEmpty()) {
      tags.add(GenreSet.fold(tag));
    }
    return tags;
  }
}
