/**
 * Turns events into messages and delivers them through the outbox.
 *
 * <p>Takes verdicts, failures and corrections; gives messages to the outbox and sends the pending
 * ones. Never formats a message and never opens a connection.
 */
@NullMarked
package io.musicreclass.notify;

import org.jspecify.annotations.NullMarked;
