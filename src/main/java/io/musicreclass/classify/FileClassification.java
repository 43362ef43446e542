package io.musicreclass.classify;

import io.musicreclass.decode.Decoded;
import io.musicreclass.decode.Decoder;
import io.musicreclass.track.ClassifiedTrack;
import io.musicreclass.track.FailureReason;
import io.musicreclass.track.StageResult;
import io.musicreclass.track.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.OptionalInt;

/** One file being heard: opened first, judged then. Keeps the time both take. */
public final class FileClassification {
  /** What became of opening the file. */
  public sealed interface Opened {
    record Song(Decoded.Audio audio) implements Opened {}

    record Refused(FailureReason why) implements Opened {}

    record Gone() implements Opened {}

    /**
     * Whether the file is there could not be found out.
     *
     * @param reason for people
     */
    record Unreachable(String reason) implements Opened {}
  }

  /** What became of judging it. */
  public sealed interface Judged {
    /**
     * It has a verdict.
     *
     * @param failed stages that it got it without, because they failed
     * @param wouldEndAt the position at which the vote would have ended by itself; empty: it did
     */
    record Decided(ClassifiedTrack receipt, List<StageResult.Failed> failed, OptionalInt wouldEndAt)
        implements Judged {}

    /** A stage failed; another try may succeed. */
    record Broken(StageResult.Failed failure) implements Judged {}

    record Refused(FailureReason why) implements Judged {}

    /** Another stage is to hear it, later. */
    record Waits(String stage) implements Judged {}
  }

  /** What hears the song. */
  @FunctionalInterface
  public interface Trial {
    VoteProgress hear(Decoded.Audio song) throws IOException;
  }

  /** What to do about a failure of the machine. */
  public static final String MEND =
      "the log says more; reclass retry, or a restart, lets it be heard again";

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
            "it is digital silence from beginning to end",
            "replace it by a copy with sound",
            false));
  }

  /**
   * Lets the jury hear it.
   *
   * @throws IOException when the song cannot be read to its end
   */
  public Judged judge(Decoded.Audio song, Trial trial) throws IOException {
    VoteProgress heard = trial.hear(song);
    if (heard instanceof VoteProgress.Waits waits) {
      return new Judged.Waits(waits.stage());
    }
    if (heard instanceof VoteProgress.Broken broken) {
      return new Judged.Broken(broken.failure());
    }
    VoteProgress.Ended ended = (VoteProgress.Ended) heard;
    Verdict verdict = ended.verdict();
    if (verdict instanceof Verdict.Decided decided) {
      return new Judged.Decided(
          new ClassifiedTrack(
              song.id(), path, origin, decided, song.seconds(), openMs, ms(), clock.instant()),
          ended.failed(),
          ended.wouldEndAt());
    }
    String reasons = ((Verdict.Abstained) verdict).reason();
    return new Judged.Refused(
        ended.failed().isEmpty()
            ? new FailureReason(
                "no stage can judge it: " + reasons, "try a longer or better copy", false)
            : new FailureReason("no stage could judge it: " + reasons, MEND, true));
  }

  private long ms() {
    return (System.nanoTime() - start) / 1_000_000;
  }
}
