/**
 * Tags of audio files.
 *
 * <p>Takes an audio file; gives the values of its tags as they are, and a copy in which chosen
 * fields have other values. Never changes anything else, never writes into an existing file, never
 * decides what a field should say.
 */
@NullMarked
package io.musicreclass.tags;

import org.jspecify.annotations.NullMarked;
