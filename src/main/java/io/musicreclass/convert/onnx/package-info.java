/**
 * Takes operators and weights, one after the other. Gives ONNX files (opset 17), large weights
 * beside the graph. Never holds more than one weight in memory, never knows what network it writes.
 */
@NullMarked
package io.musicreclass.convert.onnx;

import org.jspecify.annotations.NullMarked;
