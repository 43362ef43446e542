/**
 * ONNX Runtime on the CPU: takes ONNX files, gives networks to run. Never writes a file, never lets
 * a native handle out, and sends no telemetry.
 */
@NullMarked
package io.musicreclass.engine.onnx;

import org.jspecify.annotations.NullMarked;
