/**
 * Checkpoints of the public hub: takes a model of the catalogue, gives its files, downloaded and
 * checked against the hashes they were published with. Never trusts a server's word on what it
 * sends, never reads a checkpoint, never leaves more behind than a part that can be resumed; only
 * the command line uses it.
 */
@NullMarked
package io.musicreclass.fetch;

import org.jspecify.annotations.NullMarked;
