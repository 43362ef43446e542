/**
 * What the program was doing to songs when it crashed.
 *
 * <p>Takes the step of each song in progress, gives those of the process before this one. Never
 * decides which song is to blame: the ledger counts that.
 */
@NullMarked
package io.musicreclass.quarantine;

import org.jspecify.annotations.NullMarked;
