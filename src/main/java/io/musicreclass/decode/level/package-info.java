/**
 * How loud a song is over time.
 *
 * <p>Takes samples, gives the level of each tenth of a second. Never decodes and never keeps
 * samples.
 */
@NullMarked
package io.musicreclass.decode.level;

import org.jspecify.annotations.NullMarked;
