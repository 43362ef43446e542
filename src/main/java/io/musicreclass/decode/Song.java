package io.musicreclass.decode;

import io.musicreclass.track.SongTags;
import io.musicreclass.track.TrackId;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A song as found by the survey of its file.
 *
 * @param stamp the file's state at the survey
 * @param span the part of the file that contains the song
 * @param formerId the identity computed by former versions, if it differs
 * @param container FFmpeg's name of the file's format
 * @param frames number of frames of a full decode; as declared by the packets, even if some are
 *     damaged
 */
record Song(
    Path file,
    FileGuard.Stamp stamp,
    AudioSpan span,
    TrackId id,
    Optional<TrackId> formerId,
    String container,
    String codec,
    int sampleRate,
    int channels,
    long frames,
    long packets,
    SongTags tags,
    SeekIndex index) {
  /** This song with other tags and a former identity. */
  Song with(SongTags otherTags, Optional<TrackId> former) {
    return new Song(
        file,
        stamp,
        span,
        id,
        former,
        container,
        codec,
        sampleRate,
        channels,
        frames,
        packets,
        otherTags,
        index);
  }

  /** This song under another name of its file. */
  Song at(Path otherName) {
    return new Song(
        otherName,
        stamp,
        span,
        id,
        formerId,
        container,
        codec,
        sampleRate,
        channels,
        frames,
        packets,
        tags,
        index);
  }

  double seconds() {
    return (double) frames / sampleRate;
  }
}
