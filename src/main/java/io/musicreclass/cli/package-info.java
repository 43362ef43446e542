/**
 * Takes the words of a command line and the settings, gives its result on standard output, its
 * complaints on standard error and an exit status (0 ok, 1 some inputs failed, 2 usage).
 *
 * <p>Never does the work: every command calls one door of another room.
 */
@NullMarked
package io.musicreclass.cli;

import org.jspecify.annotations.NullMarked;
