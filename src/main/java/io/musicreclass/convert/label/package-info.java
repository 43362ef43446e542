/**
 * Genres as groups of a network's classes.
 *
 * <p>Takes the names of a network's classes and lines {@code genre = label, label...}, gives a head
 * from the classes' scores to genres. Never reads weights and never trains.
 */
@NullMarked
package io.musicreclass.convert.label;

import org.jspecify.annotations.NullMarked;
