/**
 * From audio to a verdict.
 *
 * <p>Takes decoded audio and the model packages, gives the stages' results and the verdict. Never
 * sees the ledger or MQTT.
 */
@NullMarked
package io.musicreclass.classify;

import org.jspecify.annotations.NullMarked;
