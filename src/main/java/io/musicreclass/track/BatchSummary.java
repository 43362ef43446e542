package io.musicreclass.track;

import io.musicreclass.track.ClassifiedTrack.Origin;

/**
 * Counts of songs of one origin processed since the last summary, for origins that are announced in
 * batches.
 *
 * @param done songs with a verdict
 * @param changed of these, songs whose earlier verdict was different
 * @param unsure of these, songs whose verdict is unsure
 */
public record BatchSummary(
    Origin origin, int done, int changed, int unsure, int duplicates, int failed) {}
