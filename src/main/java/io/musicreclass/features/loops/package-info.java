/**
 * The loops that take most of the time of the 518 features, compiled from C++ or in Java.
 *
 * <p>Takes samples and filters, gives spectral values, chroma, constant-Q magnitudes and moments;
 * both implementations agree within the reference's tolerances. Never knows a song or a feature's
 * column.
 */
@NullMarked
package io.musicreclass.features.loops;

import org.jspecify.annotations.NullMarked;
