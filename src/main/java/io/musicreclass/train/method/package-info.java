/**
 * Methods of training heads: the extension point for further ones.
 *
 * <p>Takes rows of numbers with genres, gives a head that predicts logits and can be written as
 * ONNX. A method is one class; those of the optional module {@code reclass-train} are found by
 * {@link java.util.ServiceLoader}. Never sees rows of a test part.
 */
@NullMarked
package io.musicreclass.train.method;

import org.jspecify.annotations.NullMarked;
