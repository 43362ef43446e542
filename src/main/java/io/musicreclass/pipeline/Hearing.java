package io.musicreclass.pipeline;

import io.musicreclass.decode.Decoded;
import io.musicreclass.decode.Decoder;
import io.musicreclass.ledger.Failed;
import io.musicreclass.track.Receipt;
import io.musicreclass.track.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;

/** One file being heard: opened first, judged then. Keeps the time both take. */
final class Hearing {
  /** What became of opening the file. */
  sealed interface Opened {
    record Song(Decoded.Audio audio) implements Opened {}

    record Refused(Failed why) implements Opened {}

    record Gone() implements Opened {}

    /**
     * Whether the file is there could not be found out.
     *
     * @param reason for people
     */
    record Unreachable(String reason) implements Opened {}
  }

  /** What became of judging it. */
  sealed interface Judged {
    record Decided(Receipt receipt) implements Judged {}

    record Refused(Failed why) implements Judged {}

    /** Another stage is to hear it, later. */
    record Waits(String stage) implements Judged {}
  }

  /** What hears the song. */
  @FunctionalInterface
  interface Trial {
    Jury.Heard hear(Decoded.Audio song) throws IOException;
  }

  private final Path path;
  private final Receipt.Origin origin;
  private final Clock clock;
  private final long start = System.nanoTime();
  private long openMs;

  Hearing(Path path, Receipt.Origin origin, Clock clock) {
    this.path = path;
    this.origin = origin;
    this.clock = clock;
  }

  /** Opens and identifies the file. */
  Opened open() {
    Decoded decoded = Decoder.open(path);
    openMs = ms();
    if (decoded instanceof Decoded.Audio audio) {
      return new Opened.Song(audio);
    }
    if (decoded instanceof Decoded.Unreadable bad) {
      return switch (bad.reason()) {
        case GONE -> new Opened.Gone();
        case UNREACHABLE -> new Opened.Unreachable(bad.message());
        case NO_PERMISSION -> new Opened.Refused(new Failed(bad.message(), "", true));
        default -> new Opened.Refused(new Failed(bad.message(), "", false));
      };
    }
    return new Opened.Refused(
        new Failed(
            "it is digital silence from beginning to end",
            "replace it by a copy with sound",
            false));
  }

  /**
   * Lets the jury hear it.
   *
   * @throws IOException when the song cannot be read to its end
   */
  Judged judge(Decoded.Audio song, Trial trial) throws IOException {
    Jury.Heard heard = trial.hear(song);
    if (heard instanceof Jury.Heard.Waits waits) {
      return new Judged.Waits(waits.stage());
    }
    Verdict verdict = ((Jury.Heard.Ended) heard).verdict();
    if (verdict instanceof Verdict.Decided decided) {
      return new Judged.Decided(
          new Receipt(
              song.id(), path, origin, decided, song.seconds(), openMs, ms(), clock.instant()));
    }
    String reasons = ((Verdict.Abstained) verdict).reason();
    return new Judged.Refused(
        new Failed("no stage can judge it: " + reasons, "try a longer or better copy", false));
  }

  private long ms() {
    return (System.nanoTime() - start) / 1_000_000;
  }
}
