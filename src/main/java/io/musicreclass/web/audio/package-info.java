/**
 * Songs to hear and to see.
 *
 * <p>Takes requests for a song by its ID, gives its audio, whole or in ranges, its cover and its
 * spectrogram. Never takes a path from a request, and never serves a picture as it was found.
 */
@NullMarked
package io.musicreclass.web.audio;

import org.jspecify.annotations.NullMarked;
