/**
 * Takes a song's samples ({@link io.musicreclass.track.Pcm}). Gives the numbers networks are fed
 * with, each by the definition its network was trained with. Never opens a file, decodes or
 * guesses.
 */
@NullMarked
package io.musicreclass.features;

import org.jspecify.annotations.NullMarked;
