/**
 * What is known and what is pending.
 *
 * <p>Takes arrivals, results and outcomes; gives the next file to classify, what is known of a
 * song, and the messages to send. Never opens a song, decides a genre or sends a message, and never
 * looks at a music file.
 */
@NullMarked
package io.musicreclass.ledger;

import org.jspecify.annotations.NullMarked;
