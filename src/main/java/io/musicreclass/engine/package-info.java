/**
 * Running networks.
 *
 * <p>Takes a model package, gives networks to run and predictions of its head. Never decodes,
 * computes features or chooses the engine.
 */
@NullMarked
package io.musicreclass.engine;

import org.jspecify.annotations.NullMarked;
