/**
 * What speaks to CUDA and TensorRT: takes ONNX files and engine files, gives networks that run on
 * the GPU. Loaded by a class loader of its own, which nothing else names; never lets a native
 * pointer out, and uses no call that TensorRT 10.3 lacks.
 */
@NullMarked
package io.musicreclass.engine.tensorrt.nvidia;

import org.jspecify.annotations.NullMarked;
