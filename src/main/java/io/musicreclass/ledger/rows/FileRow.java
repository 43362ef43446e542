package io.musicreclass.ledger.rows;

import io.musicreclass.track.ClassifiedTrack;
import io.musicreclass.track.FailureReason;
import io.musicreclass.track.SongFile;
import io.musicreclass.track.StageResult;
import io.musicreclass.track.TrackId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything stored for a file.
 *
 * @param file as last seen
 * @param attempts how often it has been claimed since it was new or changed
 * @param crashes how often the program crashed while it was in progress, or hung or ran out of
 *     memory on it
 * @param failure why it failed; of a queued file, why it failed the last time; of a duplicate, what
 *     it is the same as (without a remedy); otherwise null
 * @param failedStage name of the stage without which its song got its verdict, because the stage
 *     failed; empty if none did
 * @param notBefore when a file that waits after a failure is retried; otherwise null
 * @param id null until the file has been identified
 * @param results of the stages of its song
 * @param at time of its last change
 */
public record FileRow(
    SongFile file,
    ClassifiedTrack.Origin origin,
    FileState state,
    int attempts,
    int crashes,
    @Nullable FailureReason failure,
    String failedStage,
    @Nullable Instant notBefore,
    @Nullable TrackId id,
    List<StageResult> results,
    Instant at) {}
