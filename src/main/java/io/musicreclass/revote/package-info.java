/**
 * New verdicts from stored results, and corrections.
 *
 * <p>Takes stored results and the rules in force, gives verdicts, or songs back to the queue where
 * a stage is missing. Never opens audio.
 */
@NullMarked
package io.musicreclass.revote;

import org.jspecify.annotations.NullMarked;
