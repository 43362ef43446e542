package io.musicreclass.ledger.rows;

/**
 * What became of files that were to be heard again.
 *
 * @param queued those that wait now, or did already
 * @param missing those that are gone, are another file by now, or were not what was asked for
 */
public record Requeued(int queued, int missing) {
  /** Both together. */
  public Requeued plus(Requeued other) {
    return new Requeued(queued + other.queued, missing + other.missing);
  }
}
