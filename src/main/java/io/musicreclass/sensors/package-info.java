/**
 * Sensors of NVIDIA Jetson boards.
 *
 * <p>Takes files of sysfs and procfs, gives GPU load, temperature, power and free memory where
 * available. Never writes, and never guesses missing values.
 */
@NullMarked
package io.musicreclass.sensors;

import org.jspecify.annotations.NullMarked;
