/**
 * A head for one's own genres, from vectors that are at hand.
 *
 * <p>Takes songs of known genre, gives a head that is better than the present vote on songs of
 * artists that were held out, or the reason why there is none. Chooses by cross-validation over
 * artists among the others. Never uses a held-out song to choose or to fit anything, and never
 * changes a verdict.
 */
@NullMarked
package io.musicreclass.train.mine;

import org.jspecify.annotations.NullMarked;
