/**
 * The calls into CUDA and TensorRT.
 *
 * <p>Takes device requests, gives built engines and their outputs. Loaded once for each version of
 * the bindings, by a class loader of its own. Never lets a native handle out.
 */
@NullMarked
package io.musicreclass.engine.tensorrt.nvidia;

import org.jspecify.annotations.NullMarked;
