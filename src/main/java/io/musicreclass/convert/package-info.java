/**
 * Checkpoints into model packages.
 *
 * <p>Takes PyTorch and safetensors checkpoints, gives model packages with ONNX networks. Never runs
 * code from a checkpoint, and never leaves half a package behind.
 */
@NullMarked
package io.musicreclass.convert;

import org.jspecify.annotations.NullMarked;
