package io.musicreclass.pipeline;

import io.musicreclass.engine.Engine;
import io.musicreclass.engine.Engines;
import io.musicreclass.ledger.Failed;
import io.musicreclass.track.Receipt;
import io.musicreclass.track.StageResult;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** Classifies single files without daemon, broker or ledger. */
public final class Classifier implements AutoCloseable {
  /** A song that is heard for the first time, and nothing is to be kept of it. */
  private static final Jury.Notes NO_NOTES =
      new Jury.Notes() {
        @Override
        public List<StageResult> known() {
          return List.of();
        }

        @Override
        public void keep(StageResult result) {}
      };

  /** What became of a file. */
  public sealed interface Outcome {
    record Classified(Receipt receipt) implements Outcome {}

    record Refused(Failed why) implements Outcome {}
  }

  private final Closer closer = new Closer();
  private final Jury jury;
  private final Clock clock = Clock.systemUTC();

  /**
   * Loads the models.
   *
   * @throws IllegalArgumentException when a setting is wrong
   * @throws IllegalStateException when no stage has a usable model
   */
  public Classifier(Setup setup) {
    try {
      Engine engine = closer.add(Engines.open(setup.engine()));
      jury = closer.add(Jury.assemble(setup, engine));
    } catch (RuntimeException | Error e) {
      closer.closeAfter(e);
      throw e;
    }
  }

  /** What is wrong with the models, each with its mend. */
  public List<String> problems() {
    return jury.problems();
  }

  /**
   * Classifies a file.
   *
   * @param threads how many threads may work on it
   */
  public Outcome classify(Path file, int threads) {
    Hearing hearing = new Hearing(file, Receipt.Origin.INBOX, clock);
    Hearing.Opened opened = hearing.open();
    if (opened instanceof Hearing.Opened.Refused refused) {
      return new Outcome.Refused(refused.why());
    }
    if (opened instanceof Hearing.Opened.Song song) {
      try {
        Hearing.Judged judged = hearing.judge(song.audio(), jury, NO_NOTES, threads);
        return judged instanceof Hearing.Judged.Decided decided
            ? new Outcome.Classified(decided.receipt())
            : new Outcome.Refused(((Hearing.Judged.Refused) judged).why());
      } catch (IOException e) {
        return new Outcome.Refused(new Failed(String.valueOf(e.getMessage()), "", false));
      }
    }
    return new Outcome.Refused(new Failed("there is no such file", "check the name", false));
  }

  @Override
  public void close() {
    closer.close();
  }
}
