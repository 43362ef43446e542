/**
 * Training heads from data sets.
 *
 * <p>Takes features with genres, gives a head and how good it is. A data set and a trainer are
 * interfaces; {@link io.musicreclass.train.Training#ALL} is their registry. Never uses the test
 * part to choose anything.
 */
@NullMarked
package io.musicreclass.train;

import org.jspecify.annotations.NullMarked;
