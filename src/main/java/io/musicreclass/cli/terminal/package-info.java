/**
 * Terminal output and input files.
 *
 * <p>Takes lines and progress, gives text that is safe on a terminal. Never reads songs.
 */
@NullMarked
package io.musicreclass.cli.terminal;

import org.jspecify.annotations.NullMarked;
