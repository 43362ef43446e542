/**
 * Folders classified in the background.
 *
 * <p>Takes folders, gives their songs to the queue: at the start, on schedule and on request. Never
 * classifies, and never writes into the folders.
 */
@NullMarked
package io.musicreclass.library;

import org.jspecify.annotations.NullMarked;
