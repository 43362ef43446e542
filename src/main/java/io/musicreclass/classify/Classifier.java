package io.musicreclass.classify;

import io.musicreclass.config.Settings;
import io.musicreclass.engine.Engine;
import io.musicreclass.engine.select.Engines;
import io.musicreclass.lifecycle.Closer;
import io.musicreclass.lifecycle.FailureText;
import io.musicreclass.track.ClassifiedTrack;
import io.musicreclass.track.FailureReason;
import io.musicreclass.track.GenreSet;
import io.musicreclass.track.StageResult;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jboss.logging.Logger;

/** Classifies single files without daemon, broker or ledger. */
public final class Classifier implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(Classifier.class);

  /** Of a song that is heard for the first time: what the stages say of it. */
  private static final class FirstNotes implements StageRunner.Notes {
    private final List<StageResult> said = new ArrayList<>();

    @Override
    public List<StageResult> known() {
      return List.copyOf(said);
    }

    @Override
    public void keep(StageResult result) {
      said.add(result);
    }
  }

  /** What became of a file. */
  public sealed interface Outcome {
    /**
     * It has a verdict.
     *
     * @param said what the stages said, in order, those that abstained included
     * @param failed stages that it got the verdict without, because they failed twice
     * @param wouldEndAt the position at which the vote would have ended by itself; empty: it did
     */
    record Classified(
        ClassifiedTrack receipt,
        List<StageResult> said,
        List<StageResult.Failed> failed,
        OptionalInt wouldEndAt)
        implements Outcome {
      public Classified {
        said = List.copyOf(said);
        failed = List.copyOf(failed);
      }
    }

    record Refused(FailureReason why) implements Outcome {}

    /** Of a file whose classification threw that. */
    static Outcome broken(Throwable e) {
      return new Refused(new FailureReason(FailureText.of(e), "", true));
    }
  }

  private final Closer closer = new Closer();
  private final Engine engine;
  private final StageRunner stageRunner;
  private final Clock clock = Clock.systemUTC();

  /**
   * Loads the models.
   *
   * @throws IllegalArgumentException when a setting is wrong
   * @throws IllegalStateException when no stage has a usable model
   */
  public Classifier(Settings setup) {
    try {
      engine = closer.add(Engines.open(setup.engine(), setup.models()));
      stageRunner = closer.add(StageRunner.assemble(setup, engine));
    } catch (RuntimeException | Error e) {
      closer.closeAfter(e);
      throw e;
    }
  }

  /** What is wrong with the models and with what they run on, each with its mend. */
  public List<String> problems() {
    List<String> problems = new ArrayList<>(stageRunner.problems());
    problems.addAll(engine.state().problems());
    return problems;
  }

  /** The genres that its verdicts may be, as they write them. */
  public GenreSet genres() {
    return GenreSet.of(stageRunner.genres());
  }

  /**
   * Classifies a file. A stage that fails is asked a second time; then the vote goes on without it.
   *
   * @param threads how many threads may work on it
   */
  public Outcome classify(Path file, int threads) {
    FirstNotes notes = new FirstNotes();
    return classify(
        file,
        notes,
        song -> {
          VoteProgress heard = stageRunner.hear(song, notes, threads, StageRunner::anyStage, false);
          return heard instanceof VoteProgress.Broken
              ? stageRunner.hear(song, notes, threads, StageRunner::anyStage, true)
              : heard;
        });
  }

  /**
   * Classifies a file by every stage, however clear the vote is.
   *
   * @param threads how many threads may work on it
   */
  public Outcome classifyByAll(Path file, int threads) {
    FirstNotes notes = new FirstNotes();
    return classify(file, notes, song -> stageRunner.hearAll(song, notes, threads));
  }

  private Outcome classify(Path file, FirstNotes notes, FileClassification.Trial trial) {
    try {
      return heard(file, notes, trial);
    } catch (RuntimeException | Error e) {
      LOG.errorf(e, "file=%s: it could not be classified", file);
      return Outcome.broken(e);
    }
  }

  private Outcome heard(Path file, FirstNotes notes, FileClassification.Trial trial) {
    FileClassification hearing = new FileClassification(file, ClassifiedTrack.Origin.INBOX, clock);
    FileClassification.Opened opened = hearing.open();
    if (opened instanceof FileClassification.Opened.Refused refused) {
      return new Outcome.Refused(refused.why());
    }
    if (opened instanceof FileClassification.Opened.Unreachable unreachable) {
      return new Outcome.Refused(new FailureReason(unreachable.reason(), "", false));
    }
    if (opened instanceof FileClassification.Opened.Song song) {
      try {
        FileClassification.Judged judged = hearing.judge(song.audio(), trial);
        return judged instanceof FileClassification.Judged.Decided decided
            ? new Outcome.Classified(
                decided.receipt(), notes.said, decided.failed(), decided.wouldEndAt())
            : new Outcome.Refused(((FileClassification.Judged.Refused) judged).why());
      } catch (IOException e) {
        return new Outcome.Refused(new FailureReason(String.valueOf(e.getMessage()), "", false));
      }
    }
    return new Outcome.Refused(new FailureReason("there is no such file", "check the name", false));
  }

  @Override
  public void close() {
    closer.close();
  }
}
