/**
 * The settings that can be changed while the daemon runs.
 *
 * <p>Takes the configured values and changes over MQTT or HTTP, gives the values in force. Never
 * keeps a change that could not be stored.
 */
@NullMarked
package io.musicreclass.options;

import org.jspecify.annotations.NullMarked;
