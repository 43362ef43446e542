package io.musicreclass.track;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The 518 hand-crafted features of the FMA data set (Defferrard et al. 2017), in the column order
 * of its published table: lexicographic by (family, statistic, number). Missing values are NaN.
 */
@SuppressWarnings("EnumOrdinal") // the order of declaration is the order of the columns
public final class Features {
  /** Feature families in column order, each with its number of rows (SPEC section 0). */
  public enum Family {
    CHROMA_CENS(12),
    CHROMA_CQT(12),
    CHROMA_STFT(12),
    MFCC(20),
    RMSE(1),
    SPECTRAL_BANDWIDTH(1),
    SPECTRAL_CENTROID(1),
    SPECTRAL_CONTRAST(7),
    SPECTRAL_ROLLOFF(1),
    TONNETZ(6),
    ZCR(1);

    private final int rows;

    Family(int rows) {
      this.rows = rows;
    }

    public int rows() {
      return rows;
    }
  }

  /** Statistics over frames, in column order. */
  public enum Statistic {
    KURTOSIS,
    MAX,
    MEAN,
    MEDIAN,
    MIN,
    SKEW,
    STD
  }

  /** Number of features. */
  public static final int COUNT = 518;

  /** The column names, such as {@code mfcc.mean.01}, in column order. */
  public static final List<String> NAMES;

  private static final Map<String, Integer> COLUMNS = new HashMap<>();
  private static final int[] FIRST = new int[Family.values().length];

  static {
    List<String> names = new ArrayList<>(COUNT);
    for (Family family : Family.values()) {
      FIRST[family.ordinal()] = names.size();
      for (Statistic statistic : Statistic.values()) {
        for (int row = 1; row <= family.rows; row++) {
          String name = String.format(Locale.ROOT, "%s.%s.%02d", family, statistic, row);
          names.add(name.toLowerCase(Locale.ROOT));
        }
      }
    }
    NAMES = List.copyOf(names);
    for (int i = 0; i < NAMES.size(); i++) {
      COLUMNS.put(NAMES.get(i), i);
    }
  }

  private final float[] values;

  private Features(float[] values) {
    this.values = values;
  }

  /** Features from 518 values in column order (copied). */
  public static Features of(float[] values) {
    if (values.length != COUNT) {
      throw new IllegalArgumentException("Expected 518 values, got " + values.length);
    }
    return new Features(values.clone());
  }

  /**
   * The column of a feature, 0 to 517.
   *
   * @param row 0-based; row 0 is written {@code .01}
   */
  public static int column(Family family, Statistic statistic, int row) {
    if (row < 0 || row >= family.rows) {
      throw new IllegalArgumentException(family + " has no row " + row);
    }
    return FIRST[family.ordinal()] + statistic.ordinal() * family.rows + row;
  }

  /** The column of a named feature; throws IllegalArgumentException if there is none. */
  public static int column(String name) {
    Integer column = COLUMNS.get(name);
    if (column == null) {
      throw new IllegalArgumentException("No such feature: " + name);
    }
    return column;
  }

  public float value(int column) {
    return values[column];
  }

  public float value(String name) {
    return values[column(name)];
  }

  /** All 518 values in column order (a copy). */
  public float[] toArray() {
    return values.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Features f && Arrays.equals(values, f.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }
}
