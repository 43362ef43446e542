/**
 * Tagging and sorting files, and undoing it.
 *
 * <p>Takes songs with verdicts and the settings, gives tagged and sorted files, and restores them
 * on request. Never decides a genre, never replaces another file; at every moment each file is
 * complete under at least one name.
 */
@NullMarked
package io.musicreclass.organize;

import org.jspecify.annotations.NullMarked;
