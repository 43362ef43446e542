/**
 * Who votes.
 *
 * <p>Takes model packages and settings, gives the stages with their models, and the genres of their
 * vote. Never loads a network and never sees a song.
 */
@NullMarked
package io.musicreclass.classify.selection;

import org.jspecify.annotations.NullMarked;
