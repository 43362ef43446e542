/**
 * The command {@code worker}.
 *
 * <p>Takes an invitation and a broker, gives this machine's time to the owner of a library. Never
 * opens a database.
 */
@NullMarked
package io.musicreclass.cli.worker;

import org.jspecify.annotations.NullMarked;
