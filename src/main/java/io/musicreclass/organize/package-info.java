/**
 * Tagging and sorting files, and undoing it.
 *
 * <p>Takes a song with its verdict and the settings, gives a tagged file in its place, and the way
 * back. Never decides a genre, never replaces another file, and at every moment keeps each file
 * whole under one name at least.
 */
@NullMarked
package io.musicreclass.organize;

import org.jspecify.annotations.NullMarked;
