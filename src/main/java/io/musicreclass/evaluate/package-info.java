/**
 * Evaluation of the vote on songs of known genre.
 *
 * <p>Takes songs with the results of all stages, gives figures as lines, JSON and an HTML report,
 * and rules that fit better. Every vote is repeated on the results at hand. Never opens audio,
 * never runs a network, and never reports on songs to which rules were fitted.
 */
@NullMarked
package io.musicreclass.evaluate;

import org.jspecify.annotations.NullMarked;
