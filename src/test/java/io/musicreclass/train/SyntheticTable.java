package io.musicreclass.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A table in GTZAN's format with easily separable genres: each has high values in its own columns.
 */
public final class SyntheticTable {
  static final int TRACKS = 24;
  private static final List<String> LABELS =
      List.of(
          "blues",
          "classical",
          "country",
          "disco",
          "hiphop",
          "jazz",
          "metal",
          "pop",
          "reggae",
          "rock");

  private SyntheticTable() {}

  public static List<String> lines() {
    List<String> lines = new ArrayList<>();
    StringBuilder header = new StringBuilder("filename,length");
    GtzanTable.COLUMNS.forEach(column -> header.append(',').append(column.table()));
    lines.add(header + ",label");
    SplitMix64 random = new SplitMix64(42);
    for (int genre = 0; genre < LABELS.size(); genre++) {
      for (int track = 0; track < TRACKS; track++) {
        StringBuilder line = new StringBuilder(name(genre, track) + ",30");
        for (int c = 0; c < GtzanTable.COLUMNS.size(); c++) {
          double value = 20 + (c % LABELS.size() == genre ? 5 : 0) + random.normal();
          line.append(',').append(GtzanTable.COLUMNS.get(c).variance() ? value * value : value);
        }
        lines.add(line + "," + LABELS.get(genre));
      }
    }
    return lines;
  }

  private static String name(int genre, int track) {
    return String.format("%s.%05d.wav", LABELS.get(genre), track);
  }

  /** Writes the three lists: tracks 0 to 11, 12 to 17, 18 to 23 of each genre. */
  public static void writeSplit(Path folder) throws IOException {
    Files.write(folder.resolve("train_filtered.txt"), names(0, 12));
    Files.write(folder.resolve("valid_filtered.txt"), names(12, 18));
    Files.write(folder.resolve("test_filtered.txt"), names(18, TRACKS));
  }

  private static List<String> names(int from, int to) {
    List<String> names = new ArrayList<>();
    for (int genre = 0; genre < LABELS.size(); genre++) {
      for (int track = from; track < to; track++) {
        names.add(LABELS.get(genre) + "/" + name(genre, track));
      }
    }
    return names;
  }
}
