/**
 * What is wrong at the moment, for the page, MQTT and {@code doctor}.
 *
 * <p>Takes failures of activities that are tried again, and their recovery; gives the list of
 * current problems. Never waits, logs or touches a disk.
 */
@NullMarked
package io.musicreclass.problems;

import org.jspecify.annotations.NullMarked;
