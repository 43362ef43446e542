/**
 * Pictures of songs.
 *
 * <p>Takes a file; gives its mel spectrogram, also as PNG. Never stores one.
 */
@NullMarked
package io.musicreclass.spectrogram;

import org.jspecify.annotations.NullMarked;
