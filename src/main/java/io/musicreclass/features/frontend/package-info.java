/**
 * The front ends of networks.
 *
 * <p>Takes a song's samples and a model card's parameters, gives the network's input by the
 * definition it was trained with. Never opens a file, decodes or guesses a parameter.
 */
@NullMarked
package io.musicreclass.features.frontend;

import org.jspecify.annotations.NullMarked;
