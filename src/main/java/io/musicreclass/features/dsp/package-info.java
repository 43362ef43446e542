/**
 * Signal processing that several features and front ends share.
 *
 * <p>Takes samples and spectra, gives spectra, filter bank outputs and decibels. Never depends on
 * their use.
 */
@NullMarked
package io.musicreclass.features.dsp;

import org.jspecify.annotations.NullMarked;
