/**
 * The 518 features of the FMA data set.
 *
 * <p>Takes a song's samples ({@link io.musicreclass.track.Pcm}), gives the features by the
 * reference's definition. Never opens a file and never decodes.
 */
@NullMarked
package io.musicreclass.features;

import org.jspecify.annotations.NullMarked;
