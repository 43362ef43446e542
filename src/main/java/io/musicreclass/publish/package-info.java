/**
 * Takes receipts, failures and states; gives them to the world: JSON over MQTT v5, to the user's
 * broker or to an embedded one. Never decides what is published when, and keeps nothing: what is
 * owed lies in the outbox until the future of its message completes.
 */
@NullMarked
package io.musicreclass.publish;

import org.jspecify.annotations.NullMarked;
