/**
 * The JSON of messages, requests and answers, and a node's topics.
 *
 * <p>Takes verdicts, failures and states, gives payloads. Never decides what is published, and
 * never connects.
 */
@NullMarked
package io.musicreclass.publish;

import org.jspecify.annotations.NullMarked;
