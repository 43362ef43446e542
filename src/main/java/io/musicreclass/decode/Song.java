package io.musicreclass.decode;

import io.musicreclass.track.SongTags;
import io.musicreclass.track.TrackId;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the survey of a file learned about its song.
 *
 * @param stamp the file's state at the survey
 * @param span the part of the file that holds the song
 * @param formerId the identity that former versions gave it, where that was another one
 * @param frames how many a full decode gives, unless packets are damaged: the count is theirs
 */
record Song(
    Path file,
    FileGuard.Stamp stamp,
    AudioSpan span,
    TrackId id,
    Optional<TrackId> formerId,
    String codec,
    int sampleRate,
    int channels,
    long frames,
    long packets,
    SongTags tags,
    SeekIndex index) {
  /** The same with tags and a former identity that were found elsewhere. */
  Song with(SongTags otherTags, Optional<TrackId> former) {
    return new Song(
        file,
        stamp,
        span,
        id,
        former,
        codec,
        sampleRate,
        channels,
        frames,
        packets,
        otherTags,
        index);
  }

  double seconds() {
    return (double) frames / sampleRate;
  }
}
