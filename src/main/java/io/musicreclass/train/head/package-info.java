/**
 * Training heads from tables of vectors.
 *
 * <p>Takes any table of vectors with genres and groups, gives a head and how good it is. Everything
 * is chosen by cross-validation over whole groups inside the training part; rows of the test part
 * are never used to choose or to fit anything.
 */
@NullMarked
package io.musicreclass.train.head;

import org.jspecify.annotations.NullMarked;
