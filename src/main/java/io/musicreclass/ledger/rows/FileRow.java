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
 * All that is known of a file.
 *
 * @param file as it was when it was last seen
 * @param attempts how often it has been claimed since it was new or changed
 * @param crashes how often the program stopped while it was held
 * @param failure why it failed; of a queued file, why it failed the last time; of a duplicate, what
 *     it is the same as (with no mend); null where there is nothing to say
 * @param failedStage name of the stage without which its song got its verdict, because the stage
 *     failed; empty where none did
 * @param notBefore when a file that waits after a failure is tried again; null where none waits
 * @param id null while nobody has listened to it
 * @param results of the stages of its song
 * @param at time of the last news about it
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
