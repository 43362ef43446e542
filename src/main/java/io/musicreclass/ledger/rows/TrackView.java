package io.musicreclass.ledger.rows;

import io.musicreclass.track.ClassifiedTrack;
import io.musicreclass.track.StageResult;
import io.musicreclass.track.TrackId;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything stored for a song.
 *
 * @param seconds duration
 * @param sampleRate in Hz, of the file
 * @param voteDetails its current verdict; null if it has none
 * @param results of its stages, in the order of analysis
 * @param paths of its files, the latest first
 */
public record TrackView(
    TrackId id,
    double seconds,
    String codec,
    int sampleRate,
    int channels,
    Instant firstSeen,
    @Nullable ClassifiedTrack voteDetails,
    List<StageResult> results,
    List<Path> paths) {}
