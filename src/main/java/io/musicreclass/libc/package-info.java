/**
 * The C library, for what Java has no call for.
 *
 * <p>Takes the arguments of its functions, gives their results and error numbers as they are. Never
 * interprets an error.
 */
@NullMarked
package io.musicreclass.libc;

import org.jspecify.annotations.NullMarked;
