/**
 * Training heads from data sets.
 *
 * <p>Takes features with genres, gives a head and how good it is. Never looks at the test part to
 * choose anything.
 */
@NullMarked
package io.musicreclass.train;

import org.jspecify.annotations.NullMarked;
