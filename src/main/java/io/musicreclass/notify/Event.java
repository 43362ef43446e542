package io.musicreclass.notify;

import io.musicreclass.track.BatchSummary;
import io.musicreclass.track.ClassifiedTrack;
import io.musicreclass.track.ClassifiedTrack.Origin;
import io.musicreclass.track.FailureReason;
import io.musicreclass.track.TrackId;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** Something that happened and that an output may report. */
public sealed interface Event {
  /** A song got its first verdict, or another one than before. */
  record Classified(ClassifiedTrack track) implements Event {}

  /** A re-vote changed the verdict of a song, one of many. */
  record Revoted(ClassifiedTrack track) implements Event {}

  /** A re-vote ended; {@code newest} is the last verdict that it changed. */
  record RevoteEnded(ClassifiedTrack newest) implements Event {}

  /** A person corrected the genre of a song, or withdrew the correction. */
  record Corrected(ClassifiedTrack track) implements Event {}

  /** A file could not be classified. */
  record Failed(Path path, Origin origin, FailureReason reason, Instant at) implements Event {}

  /**
   * A file contains the same audio as another one.
   *
   * @param original the file that has the verdict
   * @param genre of that verdict, when known
   */
  record Duplicate(
      Path path, Origin origin, Path original, TrackId id, Optional<String> genre, Instant at)
      implements Event {}

  /** All files of an origin were processed. */
  record BatchDone(BatchSummary batch, Instant at) implements Event {}
}
