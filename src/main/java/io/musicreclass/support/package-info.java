/**
 * What someone who is asked for help needs to know about an installation, in one file.
 *
 * <p>Takes settings and texts, gives an archive without secrets and without the names of songs.
 * Never sends anything.
 */
@NullMarked
package io.musicreclass.support;

import org.jspecify.annotations.NullMarked;
