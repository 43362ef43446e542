package io.musicreclass.notify;

import io.musicreclass.track.BatchSummary;
import io.musicreclass.track.ClassifiedTrack;
import io.musicreclass.track.ClassifiedTrack.Origin;
import io.musicreclass.track.FailureReason;
import io.musicreclass.track.TrackId;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** Something that happened and that a sink may report. */
public sealed interface Event {
  /** A song got its first verdict or a different one. */
  record Classified(ClassifiedTrack track) implements Event {}

  /** A re-vote changed a song's verdict; one of many such events. */
  record Revoted(ClassifiedTrack track) implements Event {}

  /** A re-vote ended; {@code newest} is the last verdict it changed. */
  record RevoteEnded(ClassifiedTrack newest) implements Event {}

  /** A user corrected a song's genre or withdrew the correction. */
  record Corrected(ClassifiedTrack track) implements Event {}

  /** A file could not be classified. */
  record Failed(Path path, Origin origin, FailureReason reason, Instant at) implements Event {}

  /**
   * A file contains the same audio as another.
   *
   * @param original the file that has the verdict
   * @param genre that verdict's genre, if known
   */
  record Duplicate(
      Path path, Origin origin, Path original, TrackId id, Optional<String> genre, Instant at)
      implements Event {}

  /** All files of an origin were processed. */
  record BatchDone(BatchSummary batch, Instant at) implements Event {}
}
