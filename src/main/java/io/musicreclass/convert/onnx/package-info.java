/**
 * Writing ONNX.
 *
 * <p>Takes operators and weights, gives an ONNX file. Never holds all weights in memory.
 */
@NullMarked
package io.musicreclass.convert.onnx;

import org.jspecify.annotations.NullMarked;
