/**
 * Training of the genre CNNs on mel spectrograms.
 *
 * <p>Takes songs of known genre with their spectrograms, and a deep-learning library that the
 * optional module provides; gives the weights of the best epoch as a checkpoint, which is imported
 * like any other. Divides songs by whole artists, stops early, and continues where it was stopped.
 * Never needs the library for anything but the network's own arithmetic, and never has more than a
 * batch of spectrograms in memory.
 */
@NullMarked
package io.musicreclass.train.cnn;

import org.jspecify.annotations.NullMarked;
