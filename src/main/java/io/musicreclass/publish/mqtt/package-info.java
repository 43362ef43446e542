/**
 * MQTT version 5, to the user's broker or an embedded one.
 *
 * <p>Takes messages, gives acknowledgements, commands and requests. Never decides what is
 * published, and keeps nothing: the outbox holds what is pending.
 */
@NullMarked
package io.musicreclass.publish.mqtt;

import org.jspecify.annotations.NullMarked;
