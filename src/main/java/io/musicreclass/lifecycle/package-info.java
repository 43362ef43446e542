/**
 * Orderly shutdown, temporary files, and descriptions of failures.
 *
 * <p>Takes resources and exceptions, gives an ordered shutdown, temporary files and user-facing
 * failure texts. Never waits without a timeout.
 */
@NullMarked
package io.musicreclass.lifecycle;

import org.jspecify.annotations.NullMarked;
