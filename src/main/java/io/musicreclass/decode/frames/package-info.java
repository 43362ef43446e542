/**
 * The bytes of raw MPEG audio and the tags around it.
 *
 * <p>Takes bytes of a file, gives where tags end and frames begin and whether frames follow each
 * other. Never decodes and never opens a file.
 */
@NullMarked
package io.musicreclass.decode.frames;

import org.jspecify.annotations.NullMarked;
