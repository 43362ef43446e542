/**
 * The values that packages share: a song's identity, tags, audio, scores and verdict.
 *
 * <p>Takes nothing, gives immutable values. Never accesses a disk, apart from {@link
 * io.musicreclass.track.SongFile#stat} and {@link io.musicreclass.track.FileErrors#exists}; depends
 * on the JDK only.
 */
@NullMarked
package io.musicreclass.track;

import org.jspecify.annotations.NullMarked;
