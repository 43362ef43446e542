/**
 * The configured outputs.
 *
 * <p>Takes what the outputs require; gives the list of sinks. Never sends anything itself.
 */
@NullMarked
package io.musicreclass.publish.sinks;

import org.jspecify.annotations.NullMarked;
