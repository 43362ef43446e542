/**
 * The command {@code reclass classify}.
 *
 * <p>Takes songs, gives their verdicts as a table, as plain lines, as JSON or as CSV. Never
 * computes a verdict itself.
 */
@NullMarked
package io.musicreclass.cli.classify;

import org.jspecify.annotations.NullMarked;
