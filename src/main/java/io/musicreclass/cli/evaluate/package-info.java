/**
 * The commands that measure and tune the vote.
 *
 * <p>Takes songs of known genre, gives figures and reports. Never accesses the database.
 */
@NullMarked
package io.musicreclass.cli.evaluate;

import org.jspecify.annotations.NullMarked;
