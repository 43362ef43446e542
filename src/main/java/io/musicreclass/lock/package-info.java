/**
 * File locks between processes and within this one.
 *
 * <p>Takes a path, gives a lock that is released when the process ends at the latest. Never waits,
 * and never reads or deletes the file.
 */
@NullMarked
package io.musicreclass.lock;

import org.jspecify.annotations.NullMarked;
