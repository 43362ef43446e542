/**
 * Orderly shutdown, and descriptions of failures.
 *
 * <p>Takes resources and exceptions, gives an ordered shutdown and user-facing failure texts. Never
 * waits without a timeout.
 */
@NullMarked
package io.musicreclass.lifecycle;

import org.jspecify.annotations.NullMarked;
