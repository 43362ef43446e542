/**
 * The choice of an engine.
 *
 * <p>Takes the engine settings and what the GPU probe found, gives the engine to use. Never runs a
 * network itself.
 */
@NullMarked
package io.musicreclass.engine.select;

import org.jspecify.annotations.NullMarked;
