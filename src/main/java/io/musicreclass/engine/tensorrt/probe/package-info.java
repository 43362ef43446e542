/**
 * Finding out whether this machine's GPU can be used.
 *
 * <p>Takes the machine's device files and libraries, gives a usable device or the reason why there
 * is none. Never loads native libraries into this process before a child process has tried them.
 */
@NullMarked
package io.musicreclass.engine.tensorrt.probe;

import org.jspecify.annotations.NullMarked;
