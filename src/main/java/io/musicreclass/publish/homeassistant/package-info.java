/**
 * Home Assistant's MQTT discovery.
 *
 * <p>Takes the description of a node; gives the payloads that add it to Home Assistant. Never opens
 * a connection.
 */
@NullMarked
package io.musicreclass.publish.homeassistant;

import org.jspecify.annotations.NullMarked;
