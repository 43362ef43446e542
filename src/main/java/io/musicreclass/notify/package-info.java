/**
 * From what happened to messages that are sent.
 *
 * <p>Takes verdicts, failures and corrections; gives messages to the outbox, and sends what is in
 * the outbox. Never formats a message and never opens a connection.
 */
@NullMarked
package io.musicreclass.notify;

import org.jspecify.annotations.NullMarked;
