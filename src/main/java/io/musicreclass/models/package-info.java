/**
 * Model packages.
 *
 * <p>Takes folders with a card ({@code model.json}) and networks, gives what they say about
 * themselves, their hashes and what is wrong with them. Never runs a network, never trusts an
 * unchecked card, and never leaves half a package behind.
 */
@NullMarked
package io.musicreclass.models;

import org.jspecify.annotations.NullMarked;
