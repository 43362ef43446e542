package io.musicreclass.ledger.rows;

/**
 * The outcome of queuing files again.
 *
 * @param queued number of files now in the queue, including those that already were
 * @param missing number of files that are gone, have changed, or do not qualify
 */
public record Requeued(int queued, int missing) {
  /** The sum of both. */
  public Requeued plus(Requeued other) {
    return new Requeued(queued + other.queued, missing + other.missing);
  }
}
