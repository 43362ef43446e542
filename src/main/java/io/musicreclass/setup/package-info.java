/**
 * Takes a person's answers to a few questions, gives the configuration file that says so, after
 * each answer has been tried out on the real thing.
 *
 * <p>Never asks anybody itself, which {@code cli} and {@code web} do, and never writes what it has
 * not tried.
 */
@NullMarked
package io.musicreclass.setup;

import org.jspecify.annotations.NullMarked;
