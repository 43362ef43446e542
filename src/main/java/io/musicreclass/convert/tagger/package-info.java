/**
 * Networks that tag music: musicnn and EfficientAT.
 *
 * <p>Takes the tensors of a checkpoint, gives a network whose one output is an embedding followed
 * by the scores of named classes. Never guesses the names of classes that it does not know.
 */
@NullMarked
package io.musicreclass.convert.tagger;

import org.jspecify.annotations.NullMarked;
