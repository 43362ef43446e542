/**
 * Pictures of songs.
 *
 * <p>Takes a song's file or the bytes of a JPEG or PNG file, gives the picture that the song
 * contains and a small picture encoded anew. Never decodes more than a limit of pixels, passes on a
 * byte of the original, or throws for a bad file.
 */
@NullMarked
package io.musicreclass.decode.picture;

import org.jspecify.annotations.NullMarked;
