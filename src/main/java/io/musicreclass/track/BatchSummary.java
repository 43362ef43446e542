package io.musicreclass.track;

import io.musicreclass.track.ClassifiedTrack.Origin;

/**
 * What became of the songs of one origin that are told of together, since the last time they were.
 *
 * @param done songs with a verdict
 * @param changed those of them that had another verdict before
 * @param unsure those of them that are unsure
 */
public record BatchSummary(
    Origin origin, int done, int changed, int unsure, int duplicates, int failed) {}
