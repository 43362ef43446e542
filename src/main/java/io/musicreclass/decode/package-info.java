/**
 * Audio files.
 *
 * <p>Takes a file, gives its identity, tags and audio (read block by block), or the reason why it
 * cannot be read. Only this package and its subpackages decode with FFmpeg. Never writes to a song,
 * throws for a bad file, or holds a whole song in memory.
 */
@NullMarked
package io.musicreclass.decode;

import org.jspecify.annotations.NullMarked;
