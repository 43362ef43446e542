package io.musicreclass.web.api;

import io.musicreclass.web.http.ApiException;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Places for work that takes a core for seconds. Who comes when all are taken is told to come again
 * instead of waiting, which would take up the server's threads. Thread-safe.
 */
final class ConcurrencyLimit {
  private final String what;
  private final int most;
  private final Semaphore limit;

  /**
   * @param what the work's name in the refusal, in the plural
   */
  ConcurrencyLimit(String what, int most) {
    this.what = what;
    this.most = most;
    this.limit = new Semaphore(most);
  }

  /** A place that is taken until it is closed. */
  interface Place extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Does some work, if there is a place for it.
   *
   * @throws ApiException status 429 when there is none
   */
  <T> T run(Supplier<T> work) {
    Place place = take();
    try {
      return work.get();
    } finally {
      place.close();
    }
  }

  /**
   * Takes a place.
   *
   * @throws ApiException status 429 when there is none
   */
  Place take() {
    if (!limit.tryAcquire()) {
      throw new ApiException(
          429, "Too many " + what + " at once", "the limit is " + most + "; try again in a moment");
    }
    return limit::release;
  }
}
