/**
 * The outputs that the settings configure.
 *
 * <p>Takes what the outputs need; gives the list of sinks. Never sends anything itself.
 */
@NullMarked
package io.musicreclass.publish.sinks;

import org.jspecify.annotations.NullMarked;
