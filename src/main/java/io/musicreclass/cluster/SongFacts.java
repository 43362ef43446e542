package io.musicreclass.cluster;

import io.musicreclass.decode.Decoded;
import io.musicreclass.track.SongTags;
import io.musicreclass.track.TrackId;
import java.util.Objects;
import java.util.Optional;

/**
 * What decoding a song tells besides its audio.
 *
 * @param formerId the identity computed by former versions, if it differs
 * @param seconds duration, summed from the packets
 * @param sampleRate of the file, in Hz
 * @param openMs milliseconds that opening and identifying it took
 * @param totalMs milliseconds until all stages had run
 */
public record SongFacts(
    TrackId id,
    Optional<TrackId> formerId,
    double seconds,
    String codec,
    int sampleRate,
    int channels,
    SongTags tags,
    long openMs,
    long totalMs) {
  private static final int MAX_CODEC = 50; // characters
  private static final int MAX_RATE = 10_000_000;
  private static final int MAX_CHANNELS = 1024;

  public SongFacts {
    Objects.requireNonNull(id);
    Objects.requireNonNull(tags);
    boolean plausible =
        seconds > 0
            && seconds < 1e9
            && codec.matches("[a-z0-9_.-]{1," + MAX_CODEC + "}")
            && sampleRate > 0
            && sampleRate <= MAX_RATE
            && channels > 0
            && channels <= MAX_CHANNELS
            && openMs >= 0
            && totalMs >= openMs;
    if (!plausible) {
      throw new IllegalArgumentException("Implausible facts about a song");
    }
  }

  /** Those of a decoded song. */
  public static SongFacts of(Decoded.Audio song, long openMs, long totalMs) {
    return new SongFacts(
        song.id(),
        song.formerId(),
        song.seconds(),
        song.codec(),
        song.sampleRate(),
        song.channels(),
        song.tags(),
        openMs,
        totalMs);
  }
}
