/**
 * Takes an audio file; gives the values of its tags as they stand, and a copy in which chosen
 * fields have other values. Never touches anything else, never writes into a file that exists,
 * never decides what a field should say.
 */
@NullMarked
package io.musicreclass.tags;

import org.jspecify.annotations.NullMarked;
