/**
 * Takes a file, gives what can be heard in it: audio to read block by block, silence, or a sentence
 * saying why there is none. FFmpeg lives here and nowhere else. Never writes, never throws for a
 * bad file, never holds a song in memory.
 */
@NullMarked
package io.musicreclass.decode;

import org.jspecify.annotations.NullMarked;
