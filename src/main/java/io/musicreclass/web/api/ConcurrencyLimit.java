package io.musicreclass.web.api;

import io.musicreclass.web.http.ApiException;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Limits how many expensive requests run at once. Further requests are refused instead of waiting,
 * which would occupy the server's threads. Thread-safe.
 */
public final class ConcurrencyLimit {
  private final String what;
  private final int most;
  private final Semaphore limit;

  /**
   * @param what name of the work in the refusal, in the plural
   */
  public ConcurrencyLimit(String what, int most) {
    this.what = what;
    this.most = most;
    this.limit = new Semaphore(most);
  }

  /** A permit that is held until it is closed. */
  public interface Permit extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Runs some work if the limit allows it.
   *
   * @throws ApiException with status 429 if the limit is reached
   */
  public <T> T run(Supplier<T> work) {
    Permit permit = take();
    try {
      return work.get();
    } finally {
      permit.close();
    }
  }

  /**
   * Takes a permit.
   *
   * @throws ApiException status 429 when there is none
   */
  public Permit take() {
    if (!limit.tryAcquire()) {
      throw new ApiException(
          429, "Too many " + what + " at once", "the limit is " + most + "; try again in a moment");
    }
    return limit::release;
  }
}
