package io.musicreclass.ledger.rows;

import io.musicreclass.track.TrackId;

/**
 * A song that has a verdict.
 *
 * @param track key of the song
 * @param seq of the verdict; a later one is higher
 * @param embedded whether an embedding of the requested encoder is stored
 */
public record EmbeddedTrack(long track, long seq, TrackId id, boolean embedded) {}
