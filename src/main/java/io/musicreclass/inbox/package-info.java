/**
 * Takes a folder. Gives each song in it, once its file is whole, as often as it changes. Never
 * opens a file, and never writes, renames or deletes anything in the folder.
 */
@NullMarked
package io.musicreclass.inbox;

import org.jspecify.annotations.NullMarked;
