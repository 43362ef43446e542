package io.musicreclass.ledger.rows;

import java.time.Instant;

/**
 * Changes to files that were made together and can be undone together.
 *
 * @param at time of the latest one
 * @param files number of changes that are not undone
 */
public record ChangeBatch(long batch, Instant at, int files) {}
