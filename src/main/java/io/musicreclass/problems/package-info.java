/**
 * What is wrong right now, for the page, MQTT and {@code doctor}.
 *
 * <p>Takes failures of activities that are tried again, and their recovery. Gives the list of
 * current problems. Never waits, logs or touches a disk.
 */
@NullMarked
package io.musicreclass.problems;

import org.jspecify.annotations.NullMarked;
