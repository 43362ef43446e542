/**
 * Training of genre CNNs by PyTorch, through DJL.
 *
 * <p>Takes batches of spectrograms with genres, gives weights by the names of PyTorch's state dict,
 * which the program imports and runs without PyTorch. Its native library is a part of the module
 * only if it was built with the profile {@code pytorch}. Never downloads anything, and never
 * unpacks anything but into the folder that it was given.
 */
@NullMarked
package io.musicreclass.train.pytorch;

import org.jspecify.annotations.NullMarked;
