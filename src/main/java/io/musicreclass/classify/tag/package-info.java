/**
 * What a network's classes say of a song besides its genre: style, mood, voice and era.
 *
 * <p>Takes an encoder's card and its output, gives {@link io.musicreclass.track.MusicTag}s. Never
 * decides a genre.
 */
@NullMarked
package io.musicreclass.classify.tag;

import org.jspecify.annotations.NullMarked;
