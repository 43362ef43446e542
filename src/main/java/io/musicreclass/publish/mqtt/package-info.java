/**
 * MQTT 5, with the user's broker or an embedded one.
 *
 * <p>Takes messages; gives acknowledgements, commands and requests. Never decides what is published
 * and stores nothing: pending messages stay in the outbox.
 */
@NullMarked
package io.musicreclass.publish.mqtt;

import org.jspecify.annotations.NullMarked;
