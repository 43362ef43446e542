/**
 * Audio files.
 *
 * <p>Takes a file, gives its audio to read block by block, or says that it is silent, or why it
 * cannot be read. Only this package and those below it use FFmpeg. Never writes, never throws for a
 * bad file, never holds a whole song in memory.
 */
@NullMarked
package io.musicreclass.decode;

import org.jspecify.annotations.NullMarked;
