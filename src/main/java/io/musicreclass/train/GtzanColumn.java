package io.musicreclass.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The columns of the published GTZAN table that are columns of the 518.
 *
 * @param table its name there
 * @param feature its name among the 518
 * @param variance whether the table has the square of the feature
 * @param weight what the standardised feature is multiplied by: the upper MFCCs tell recordings
 *     apart more than genres
 */
record GtzanColumn(String table, String feature, boolean variance, double weight) {
  private static final int LOWER_MFCCS = 10;
  private static final double UPPER_WEIGHT = 0.6;

  static final List<GtzanColumn> ALL = all();

  private static List<GtzanColumn> all() {
    List<GtzanColumn> all = new ArrayList<>();
    for (int i = 1; i <= 20; i++) {
      pair(all, "mfcc" + i, "mfcc", i);
    }
    pair(all, "spectral_centroid", "spectral_centroid", 1);
    pair(all, "spectral_bandwidth", "spectral_bandwidth", 1);
    pair(all, "rolloff", "spectral_rolloff", 1);
    pair(all, "zero_crossing_rate", "zcr", 1);
    return List.copyOf(all);
  }

  private static void pair(List<GtzanColumn> all, String table, String family, int row) {
    String number = String.format(Locale.ROOT, "%02d", row);
    double weight = row > LOWER_MFCCS ? UPPER_WEIGHT : 1;
    all.add(new GtzanColumn(table + "_mean", family + ".mean." + number, false, weight));
    all.add(new GtzanColumn(table + "_var", family + ".std." + number, true, weight));
  }
}
