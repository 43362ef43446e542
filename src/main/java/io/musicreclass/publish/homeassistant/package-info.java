/**
 * Home Assistant's MQTT discovery.
 *
 * <p>Takes what a node offers, gives the payload that makes Home Assistant show it. Never connects.
 */
@NullMarked
package io.musicreclass.publish.homeassistant;

import org.jspecify.annotations.NullMarked;
