/**
 * Music servers that are told when files have changed.
 *
 * <p>Takes the number of changed files, gives each configured server a call once they are at rest.
 * Never delays the changes themselves, and never sends a secret to any other address.
 */
@NullMarked
package io.musicreclass.players;

import org.jspecify.annotations.NullMarked;
