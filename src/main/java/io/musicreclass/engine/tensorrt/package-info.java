/**
 * TensorRT on an NVIDIA GPU.
 *
 * <p>Takes ONNX files, gives networks to run; compiles each once per machine and keeps the result.
 * Never uses a compiled engine that was not compared with the CPU's numbers, never exposes a native
 * handle.
 */
@NullMarked
package io.musicreclass.engine.tensorrt;

import org.jspecify.annotations.NullMarked;
