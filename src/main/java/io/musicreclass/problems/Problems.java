package io.musicreclass.problems;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The current problems of a running program. Every activity that catches its failures and tries
 * again has a {@link Source} here: a single failure may pass by itself and is not reported, the
 * second one in a row is, until the activity works again. Safe for use by many threads; no method
 * blocks.
 */
public final class Problems {
  private static final int REPORTED_FROM = 2;

  private final Map<Source, String> current = new LinkedHashMap<>();

  /** A new activity without a problem. */
  public Source source() {
    return new Source();
  }

  /** What is wrong now, each with its remedy; oldest first, the same text only once. */
  public List<String> current() {
    synchronized (current) {
      return current.values().stream().distinct().toList();
    }
  }

  private void set(Source source, @Nullable String message) {
    synchronized (current) {
      if (message == null) {
        current.remove(source);
      } else {
        current.put(source, message);
      }
    }
  }

  /** One activity that is tried again when it fails. */
  public final class Source {
    private int failures;

    private Source() {}

    /**
     * An attempt failed and will be repeated. Reported from the second failure in a row on.
     *
     * @param message what is wrong, where, and what to do about it
     */
    public synchronized void failed(String message) {
      failures++;
      if (failures >= REPORTED_FROM) {
        set(this, message);
      }
    }

    /**
     * Something is wrong that will not pass by itself. Reported at once.
     *
     * @param message what is wrong, where, and what to do about it
     */
    public synchronized void report(String message) {
      failures = REPORTED_FROM;
      set(this, message);
    }

    /** It works again. */
    public synchronized void recovered() {
      failures = 0;
      set(this, null);
    }
  }
}
