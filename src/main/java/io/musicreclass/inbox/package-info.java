/**
 * The watched inbox folder.
 *
 * <p>Takes a folder, gives each song file once it is complete, and again after every change. Never
 * opens a file, and never writes, renames or deletes anything in the folder but the empty files of
 * its own that prove that events arrive.
 */
@NullMarked
package io.musicreclass.inbox;

import org.jspecify.annotations.NullMarked;
