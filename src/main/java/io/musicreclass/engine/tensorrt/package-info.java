/**
 * TensorRT on an NVIDIA GPU: takes ONNX files, gives networks to run; compiles them once a machine
 * and keeps what it compiled. Never trusts an engine that it has not compared with the CPU's
 * numbers, never lets a native handle out.
 */
@NullMarked
package io.musicreclass.engine.tensorrt;

import org.jspecify.annotations.NullMarked;
