package io.musicreclass.ledger.rows;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** By what the history is sorted. */
public record HistoryOrder(By by, boolean descending) {
  public static final HistoryOrder NEWEST_FIRST = new HistoryOrder(By.TIME, true);

  /** A column of the history. */
  public enum By {
    /** Of the last change. */
    TIME,
    /** The title, or the file's name. */
    TITLE,
    GENRE,
    CONFIDENCE,
    STAGE;

    /** Whether only songs with a verdict have it. */
    public boolean isOfVerdict() {
      return this != TIME && this != TITLE;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * The last row of a page.
   *
   * @param seq {@link TrackRow#seq}
   * @param key {@link TrackRow#key}
   */
  public record Position(long seq, @Nullable String key) {}
}
