package io.musicreclass.track;

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
public record GenreTag(Set<String> names) {
  private static final Pattern SEPARATOR = Pattern.compile("[;,/|]");

  public GenreTag {
    names = Set.copyOf(names);
  }

  public static GenreTag of(String tag) {
    Set<String> names = new HashSet<>();
    Arrays.stream(SEPARATOR.split(tag)).map(GenreSet::fold).forEach(names::add);
    names.remove("");
    if (!names.isEmpty()) {
      names.add(GenreSet.fold(tag));
    }
    return new GenreTag(names);
  }

  public boolean isEmpty() {
    return names.isEmpty();
  }

  public boolean names(String genre) {
    return names.contains(GenreSet.fold(genre));
  }

  public boolean namesOneOf(Collection<String> genres) {
    return genres.stream().anyMatch(this::names);
  }
}
