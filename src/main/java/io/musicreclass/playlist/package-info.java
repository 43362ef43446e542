/**
 * Playlists that are kept up to date for other programs.
 *
 * <p>Takes the stored songs with their genres and tags, gives one playlist for each genre, style
 * and mood. Never changes a song, nor a file that it has not written.
 */
@NullMarked
package io.musicreclass.playlist;

import org.jspecify.annotations.NullMarked;
