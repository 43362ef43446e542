/**
 * The watched folder.
 *
 * <p>Takes a folder, gives each song in it once its file is complete, and again when it has
 * changed. Never opens a file, and never writes, renames or deletes anything in the folder.
 */
@NullMarked
package io.musicreclass.inbox;

import org.jspecify.annotations.NullMarked;
