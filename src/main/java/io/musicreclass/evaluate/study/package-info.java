/**
 * Studies of heads, features and labels.
 *
 * <p>Takes songs of known genre with their vectors, and the cards of models; gives figures as
 * lines, JSON and an HTML report: which features matter, which labels are probably wrong, how the
 * ways of training compare. Every figure is of songs whose artist the head did not see, unless its
 * protocol says otherwise. Never opens audio, never changes a model.
 */
@NullMarked
package io.musicreclass.evaluate.study;

import org.jspecify.annotations.NullMarked;
