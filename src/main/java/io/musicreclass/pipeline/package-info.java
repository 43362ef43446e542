/**
 * Takes settings and the rooms' doors, gives a running daemon, or one song's answer without it.
 *
 * <p>The only room that knows the order of the others. Never computes anything itself.
 */
@NullMarked
package io.musicreclass.pipeline;

import org.jspecify.annotations.NullMarked;
