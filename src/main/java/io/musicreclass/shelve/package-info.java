/**
 * Takes a file, where it shall stand and what its tags shall say; gives what was done, and the way
 * back. Never overwrites a file, never decides a genre, never sees the ledger.
 */
@NullMarked
package io.musicreclass.shelve;

import org.jspecify.annotations.NullMarked;
