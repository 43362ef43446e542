/**
 * Conversion of checkpoints to model packages.
 *
 * <p>Takes PyTorch and safetensors checkpoints, gives model packages with ONNX networks. Never runs
 * code from a checkpoint, and never leaves a partial package behind.
 */
@NullMarked
package io.musicreclass.convert;

import org.jspecify.annotations.NullMarked;
