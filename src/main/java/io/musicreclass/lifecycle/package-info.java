/**
 * Stopping, closing, and failures in words.
 *
 * <p>Takes things to close and exceptions, gives an orderly end and a sentence for people. Never
 * waits without a limit.
 */
@NullMarked
package io.musicreclass.lifecycle;

import org.jspecify.annotations.NullMarked;
