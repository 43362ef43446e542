/**
 * The commands that back up an installation and restore it.
 *
 * <p>Takes arguments, gives messages and an exit status. Never changes files itself.
 */
@NullMarked
package io.musicreclass.cli.backup;

import org.jspecify.annotations.NullMarked;
