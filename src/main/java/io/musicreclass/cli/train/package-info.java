/**
 * The commands that train heads on tables of vectors.
 *
 * <p>Takes the words of a command line, gives a trained head and its figures. Never chooses
 * anything itself.
 */
@NullMarked
package io.musicreclass.cli.train;

import org.jspecify.annotations.NullMarked;
