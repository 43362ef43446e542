/**
 * The sensors of a Jetson.
 *
 * <p>Takes the kernel's files in sysfs and procfs, gives GPU load, temperature, power and free
 * memory, as far as they exist. Never writes, and never guesses what cannot be read.
 */
@NullMarked
package io.musicreclass.sensors;

import org.jspecify.annotations.NullMarked;
