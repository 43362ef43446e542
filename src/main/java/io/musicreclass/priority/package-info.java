/**
 * Priorities of threads, as the kernel knows them: Java's own have no effect on Linux.
 *
 * <p>Takes work, gives threads that yield to everything else to the work nobody waits for. Never
 * raises the priority of a thread, which ordinary users may not.
 */
@NullMarked
package io.musicreclass.priority;

import org.jspecify.annotations.NullMarked;
