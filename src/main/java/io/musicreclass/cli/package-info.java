/**
 * The command line.
 *
 * <p>Takes arguments, gives results on standard output, errors on standard error and an exit status
 * (0 success, 1 some inputs failed, 2 usage error). Never does the work: every command calls other
 * packages.
 */
@NullMarked
package io.musicreclass.cli;

import org.jspecify.annotations.NullMarked;
