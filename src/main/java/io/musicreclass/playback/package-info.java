/**
 * Songs to listen to, and their covers.
 *
 * <p>Takes the identity of a song, gives its audio as browsers play it (the file's own bytes, or a
 * WAV file made of its samples on the way), and its cover as a small picture encoded anew; or has
 * its file read by somebody else. Opens only files that are exactly as the ledger knows them, in
 * the folders of the settings. Never takes a path from a request, and never waits for a disk under
 * a lock.
 */
@NullMarked
package io.musicreclass.playback;

import org.jspecify.annotations.NullMarked;
