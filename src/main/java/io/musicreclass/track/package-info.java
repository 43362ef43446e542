/**
 * The values that packages share: a song's identity, tags, audio, scores and verdict.
 *
 * <p>Takes nothing, gives immutable values. Never touches a disk; depends on the JDK only.
 */
@NullMarked
package io.musicreclass.track;

import org.jspecify.annotations.NullMarked;
