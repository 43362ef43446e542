/**
 * The vote.
 *
 * <p>Takes the stages' scores and the rules, gives a verdict or the next stage to ask. Never runs a
 * network and never stores anything.
 */
@NullMarked
package io.musicreclass.vote;

import org.jspecify.annotations.NullMarked;
