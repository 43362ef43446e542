package io.musicreclass.classify;

import io.musicreclass.decode.Decoded;
import io.musicreclass.decode.Decoder;
import io.musicreclass.track.ClassifiedTrack;
import io.musicreclass.track.FailureReason;
import io.musicreclass.track.Verdict;
import java.nio.file.Path;
import java.time.Clock;

/** One file on its way to a verdict: opened first, then classified. Measures how long both take. */
public final class FileClassification {
  /** The outcome of opening a file. */
  public sealed interface Opened {
    record Song(Decoded.Audio audio) implements Opened {}

    record Refused(FailureReason why) implements Opened {}

    record Gone() implements Opened {}

    /**
     * Whether the file exists could not be determined.
     *
     * @param reason for people
     */
    record Unreachable(String reason) implements Opened {}
  }

  private final Path path;
  private final ClassifiedTrack.Origin origin;
  private final Clock clock;
  private final long start = System.nanoTime();
  private long openMs;

  public FileClassification(Path path, ClassifiedTrack.Origin origin, Clock clock) {
    this.path = path;
    this.origin = origin;
    this.clock = clock;
  }

  /** Opens and identifies the file. */
  public Opened open() {
    Decoded decoded = Decoder.open(path);
    openMs = ms();
    if (decoded instanceof Decoded.Audio audio) {
      return new Opened.Song(audio);
    }
    if (decoded instanceof Decoded.Unreadable bad) {
      return switch (bad.reason()) {
        case GONE -> new Opened.Gone();
        case UNREACHABLE -> new Opened.Unreachable(bad.message());
        case NO_PERMISSION -> new Opened.Refused(new FailureReason(bad.message(), "", true));
        default -> new Opened.Refused(new FailureReason(bad.message(), "", false));
      };
    }
    return new Opened.Refused(
        new FailureReason(
            "it contains only digital silence", "replace it with a copy that has sound", false));
  }

  /** The track with its verdict; its total time ends now. */
  public ClassifiedTrack classified(Decoded.Audio song, Verdict.Decided verdict) {
    return new ClassifiedTrack(
        song.id(), path, origin, verdict, song.seconds(), openMs, ms(), clock.instant());
  }

  private long ms() {
    return (System.nanoTime() - start) / 1_000_000;
  }
}
