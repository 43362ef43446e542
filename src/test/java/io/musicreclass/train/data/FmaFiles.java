package io.musicreclass.train.data;

import io.musicreclass.track.Features;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Writes {@code tracks.csv} and {@code features.csv} as fma_metadata.zip has them, abridged in the
 * columns of tracks that are not read.
 */
public final class FmaFiles {
  private final List<String> tracks =
      new ArrayList<>(
          List.of(
              ",album,artist,artist,set,set,track,track",
              ",comments,id,bio,split,subset,genre_top,title",
              "track_id,,,,,,,"));
  private final List<String> features = new ArrayList<>();

  public FmaFiles() {
    StringBuilder[] rows = {
      new StringBuilder("feature"), new StringBuilder("statistics"), new StringBuilder("number")
    };
    for (String name : Features.NAMES) {
      String[] parts = name.split("\\.", -1);
      for (int i = 0; i < rows.length; i++) {
        rows[i].append(',').append(parts[i]);
      }
    }
    for (StringBuilder row : rows) {
      features.add(row.toString());
    }
    features.add("track_id" + ",".repeat(Features.COUNT));
  }

  /** Adds a track to tracks.csv; its artist has a biography of two lines with quotes. */
  public FmaFiles track(int id, String genre, int artist, String split, String subset) {
    tracks.add(
        id
            + ",0,"
            + artist
            + ",\"<p>Born, \"\"somewhere\"\"\nelse</p>\","
            + split
            + ","
            + subset
            + ","
            + genre
            + ",\"Song, "
            + id
            + "\"");
    return this;
  }

  /** Adds a row to features.csv. */
  public FmaFiles features(int id, String... values) {
    features.add(id + "," + String.join(",", values));
    return this;
  }

  /** Values around a centre. */
  public static String[] values(int seed, double centre) {
    Random random = new Random(seed);
    String[] values = new String[Features.COUNT];
    for (int i = 0; i < values.length; i++) {
      double spread = i % 7 == 0 ? centre : 0;
      values[i] = String.format(Locale.ROOT, "%.9g", spread + random.nextGaussian());
    }
    return values;
  }

  /** Writes both files. */
  public Path write(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.write(folder.resolve("tracks.csv"), tracks);
    Files.write(folder.resolve("features.csv"), features);
    return folder;
  }
}
