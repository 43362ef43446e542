/**
 * The vote.
 *
 * <p>Takes the stages' scores and the rules, gives a verdict or reports that the next stage is
 * needed. Never runs a network and never stores anything.
 */
@NullMarked
package io.musicreclass.vote;

import org.jspecify.annotations.NullMarked;
