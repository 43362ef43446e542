/**
 * Tags of audio files.
 *
 * <p>Takes an audio file, gives its tags as stored, and a copy with some fields changed. Never
 * changes anything else, never writes to the original file, and never chooses a value.
 */
@NullMarked
package io.musicreclass.tags;

import org.jspecify.annotations.NullMarked;
