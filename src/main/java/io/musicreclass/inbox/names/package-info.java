/**
 * Which files and folders of an inbox or a library are certainly no songs.
 *
 * <p>Takes names, gives the rule that ignores them. Never touches a disk.
 */
@NullMarked
package io.musicreclass.inbox.names;

import org.jspecify.annotations.NullMarked;
