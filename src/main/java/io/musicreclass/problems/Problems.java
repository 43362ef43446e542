package io.musicreclass.problems;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The current problems of a running program. Every activity that catches failures and retries has a
 * {@link Source} here. A single failure may be transient and is not reported; the second one in a
 * row is, until the activity succeeds again. Thread-safe; no method blocks.
 */
public final class Problems {
  private static final int REPORTING_THRESHOLD = 2;

  private final Map<Source, String> current = new LinkedHashMap<>();

  /** Registers an activity, which has no problem yet. */
  public Source source() {
    return new Source();
  }

  /** The current problems with their remedies, oldest first, without duplicates. */
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

  /** One activity that is retried when it fails. */
  public final class Source {
    private int failures;

    private Source() {}

    /**
     * Records a failed attempt that will be retried; reported from the second one in a row.
     *
     * @param message what is wrong, where, and what to do about it
     */
    public synchronized void failed(String message) {
      failures++;
      if (failures >= REPORTING_THRESHOLD) {
        set(this, message);
      }
    }

    /**
     * Reports a problem that will not go away by itself, immediately.
     *
     * @param message what is wrong, where, and what to do about it
     */
    public synchronized void report(String message) {
      failures = REPORTING_THRESHOLD;
      set(this, message);
    }

    /** Records a success, which ends the problem. */
    public synchronized void recovered() {
      failures = 0;
      set(this, null);
    }
  }
}
