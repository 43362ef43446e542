/**
 * ONNX Runtime on the CPU.
 *
 * <p>Takes ONNX files, gives networks to run. Never sends telemetry, never leaves unpacked
 * libraries behind.
 */
@NullMarked
package io.musicreclass.engine.onnx;

import org.jspecify.annotations.NullMarked;
