/**
 * Current problems, for the web page, MQTT and {@code doctor}.
 *
 * <p>Takes failures and recoveries of retried activities, gives the list of current problems. Never
 * waits, logs or accesses a disk.
 */
@NullMarked
package io.musicreclass.problems;

import org.jspecify.annotations.NullMarked;
