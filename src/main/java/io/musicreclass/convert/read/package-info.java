/**
 * Takes a checkpoint file: PyTorch (zip or legacy container), safetensors or NumPy. Gives its named
 * tensors, read when asked for, and the plain values beside them. Never runs what a pickle names.
 */
@NullMarked
package io.musicreclass.convert.read;

import org.jspecify.annotations.NullMarked;
