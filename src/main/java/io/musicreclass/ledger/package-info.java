/**
 * Takes arrivals, what the stages found and how it ended. Gives the next file to hear, what is
 * known of it, and the letters owed to the world. Never opens a song, decides a genre or sends a
 * letter.
 */
@NullMarked
package io.musicreclass.ledger;

import org.jspecify.annotations.NullMarked;
