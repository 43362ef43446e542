/**
 * Model packages.
 *
 * <p>Takes folders with a card ({@code model.json}) and networks, gives their cards, hashes and
 * problems. Never runs a network, never trusts an unchecked card, and never leaves a partial
 * package behind.
 */
@NullMarked
package io.musicreclass.models;

import org.jspecify.annotations.NullMarked;
