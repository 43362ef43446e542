/**
 * Takes what the stages said so far, gives a verdict or the next stage to ask.
 *
 * <p>Progressive voting with early stopping: cheap stages first, dear ones only while the vote is
 * not clear. Never reads a file, a clock or a setting by itself.
 */
@NullMarked
package io.musicreclass.vote;

import org.jspecify.annotations.NullMarked;
