package io.musicreclass.revote;

import io.musicreclass.track.GenreSet;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The genres in a file's genre tag, in any spelling. A tag with separators ({@code Rock; Pop},
 * {@code Jazz/Funk}) stands for the whole text and its parts, since a genre's name may contain a
 * slash.
 *
 * @param names case-folded, see {@link GenreSet#fold}
 */
record GenreTag(Set<String> names) {
  private static final Pattern SEPARATOR = Pattern.compile("[;,/|]");

  GenreTag {
    names = Set.copyOf(names);
  }

  static GenreTag of(String tag) {
    Set<String> names = new HashSet<>();
    Arrays.stream(SEPARATOR.split(tag)).map(GenreSet::fold).forEach(names::add);
    names.remove("");
    if (!names.isEmpty()) {
      names.add(GenreSet.fold(tag));
    }
    return new GenreTag(names);
  }

  boolean isEmpty() {
    return names.isEmpty();
  }

  boolean names(String genre) {
    return names.contains(GenreSet.fold(genre));
  }

  boolean namesOneOf(Collection<String> genres) {
    return genres.stream().anyMatch(this::names);
  }
}
