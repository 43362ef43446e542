/**
 * Decoding in a thread of its own.
 *
 * <p>Takes audio, gives the same audio, read before it is asked for. Who waits for it waits in this
 * package, so that a hanging file is not taken for a hanging analysis. Never changes a sample and
 * never holds more than a few seconds of them.
 */
@NullMarked
package io.musicreclass.decode.ahead;

import org.jspecify.annotations.NullMarked;
