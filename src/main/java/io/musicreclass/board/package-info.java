/**
 * The machine's own sensors: takes the file systems of a Jetson's kernel, gives GPU load,
 * temperature, power and free memory, as far as they are there. Never writes, never guesses what
 * cannot be read, and knows no other room.
 */
@NullMarked
package io.musicreclass.board;

import org.jspecify.annotations.NullMarked;
