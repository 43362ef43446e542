/**
 * Data sets to heads, and how good they are: takes published tables of features, gives trained
 * model packages and figures with their protocol. Never tunes on a test part, and never gives other
 * bytes for the same table and seed.
 */
@NullMarked
package io.musicreclass.train;

import org.jspecify.annotations.NullMarked;
