/**
 * The running daemon.
 *
 * <p>Takes the settings, gives a running daemon. Knows the order of all other packages and owns the
 * threads. Never computes anything itself.
 */
@NullMarked
package io.musicreclass.daemon;

import org.jspecify.annotations.NullMarked;
