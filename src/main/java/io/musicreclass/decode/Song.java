package io.musicreclass.decode;

import io.musicreclass.track.SongTags;
import io.musicreclass.track.TrackId;
import java.nio.file.Path;

/**
 * What the survey of a file learned about its song.
 *
 * @param stamp the file's state at the survey
 * @param frames how many a full decode gives, unless packets are damaged: the count is theirs
 */
record Song(
    Path file,
    Gate.Stamp stamp,
    TrackId id,
    String codec,
    int sampleRate,
    int channels,
    long frames,
    long packets,
    SongTags tags,
    SeekIndex index) {
  double seconds() {
    return (double) frames / sampleRate;
  }
}
