/**
 * The JSON of messages, requests and answers, and a node's MQTT topics.
 *
 * <p>Takes verdicts, failures and states; gives payloads. Never decides what is published and never
 * opens a connection.
 */
@NullMarked
package io.musicreclass.publish;

import org.jspecify.annotations.NullMarked;
