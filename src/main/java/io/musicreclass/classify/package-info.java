/**
 * Classification of audio.
 *
 * <p>Takes decoded audio and the model packages, gives the stages' results and the verdict. Never
 * accesses the database or MQTT.
 */
@NullMarked
package io.musicreclass.classify;

import org.jspecify.annotations.NullMarked;
