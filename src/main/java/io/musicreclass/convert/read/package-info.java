/**
 * The file formats of checkpoints.
 *
 * <p>Takes a file, gives its tensors and settings. Never unpickles anything that is not on the
 * list, and never reads past the end of the file.
 */
@NullMarked
package io.musicreclass.convert.read;

import org.jspecify.annotations.NullMarked;
