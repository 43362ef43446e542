package io.musicreclass.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The fault-filtered, artist-disjoint split of GTZAN (Kereliuk, Sturm, Larsen 2015): {@code
 * train_filtered.txt}, {@code valid_filtered.txt}, {@code test_filtered.txt}, one {@code
 * genre/file} a line.
 */
final class GtzanSplit {
  /**
   * Share of a list that may be missing from the table: the published one lacks one of 1,000
   * tracks.
   */
  private static final double MOST_ABSENT = 0.01;

  private GtzanSplit() {}

  /**
   * Reads the three lists in a folder.
   *
   * @throws IOException naming file and line of what cannot be used
   */
  static Split read(Path folder, LabelledFeatures all) throws IOException {
    Map<String, Integer> places = new HashMap<>();
    for (int i = 0; i < all.size(); i++) {
      places.put(all.name(i), i);
    }
    Map<String, String> seen = new HashMap<>();
    List<String> absent = new ArrayList<>();
    LabelledFeatures train = part(folder.resolve("train_filtered.txt"), all, places, seen, absent);
    LabelledFeatures valid = part(folder.resolve("valid_filtered.txt"), all, places, seen, absent);
    LabelledFeatures test = part(folder.resolve("test_filtered.txt"), all, places, seen, absent);
    return new Split("fault-filtered", train, valid, test, List.copyOf(absent));
  }

  private static LabelledFeatures part(
      Path file,
      LabelledFeatures all,
      Map<String, Integer> places,
      Map<String, String> seen,
      List<String> absent)
      throws IOException {
    List<Integer> found = new ArrayList<>();
    List<String> lines = GtzanTable.lines(file);
    int before = absent.size();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty()) {
        continue;
      }
      String name = line.substring(line.lastIndexOf('/') + 1);
      String earlier = seen.put(name, file.getFileName() + " line " + (i + 1));
      if (earlier != null) {
        throw new GtzanTableException(file, i + 1, name + " is listed twice: " + earlier);
      }
      Integer place = places.get(name);
      if (place != null) {
        found.add(place);
        continue;
      }
      absent.add(name);
      if (absent.size() - before > Math.max(1, lines.size() * MOST_ABSENT)) {
        throw new GtzanTableException(
            file,
            i + 1,
            name + " and others are not in the table: the split belongs to another table");
      }
    }
    int[] counts = new int[all.genres()];
    found.forEach(place -> counts[all.label(place)]++);
    for (int genre = 0; genre < counts.length; genre++) {
      if (counts[genre] == 0) {
        throw new GtzanTableException(file, "no track of " + GtzanTable.GENRES.get(genre));
      }
    }
    return all.at(found.stream().mapToInt(Integer::intValue).toArray());
  }
}
