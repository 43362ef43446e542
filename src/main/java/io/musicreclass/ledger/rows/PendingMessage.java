package io.musicreclass.ledger.rows;

import io.musicreclass.track.OutboxMessage;

/**
 * A message in the outbox.
 *
 * @param id its number there, growing in the order of writing and never used twice
 */
public record PendingMessage(long id, OutboxMessage message) {}
