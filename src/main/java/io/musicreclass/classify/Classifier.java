package io.musicreclass.classify;

import io.musicreclass.classify.selection.StageModel;
import io.musicreclass.classify.tag.ClassTags;
import io.musicreclass.config.Settings;
import io.musicreclass.decode.Decoded;
import io.musicreclass.engine.Engine;
import io.musicreclass.engine.select.Engines;
import io.musicreclass.lifecycle.Closer;
import io.musicreclass.lifecycle.FailureText;
import io.musicreclass.track.ClassifiedTrack;
import io.musicreclass.track.FailureReason;
import io.musicreclass.track.Features;
import io.musicreclass.track.GenreSet;
import io.musicreclass.track.MusicTag;
import io.musicreclass.track.StageResult;
import io.musicreclass.track.Verdict;
import io.musicreclass.vote.VoteRules;
import io.musicreclass.vote.Voting;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** Classifies single files without daemon, broker or database. */
public final class Classifier implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(Classifier.class);

  /** Keeps the results of one song in memory. */
  private static final class MemoryStore implements StageRunner.ResultStore {
    private final Optional<StageResult> known;
    private final List<StageResult> results = new ArrayList<>();

    /**
     * A store.
     *
     * @param known a former result, of which only the embedding is used
     */
    MemoryStore(Optional<StageResult> known) {
      this.known = known;
    }

    @Override
    public List<StageResult> results() {
      return Stream.concat(known.stream(), results.stream()).toList();
    }

    @Override
    public void store(StageResult result) {
      results.add(result);
    }
  }

  /** Runs the stages on a song. */
  @FunctionalInterface
  private interface Method {
    Classification classify(Decoded.Audio song) throws IOException;
  }

  /** The outcome for a file. */
  public sealed interface Outcome {
    /**
     * It has a verdict.
     *
     * @param results of the stages, in order, abstentions included
     * @param failed stages that the verdict was reached without, because they failed twice
     * @param wouldEndAt the position, from 1, at which the vote would have ended if all stages had
     *     not been requested; empty if they were not
     */
    record Classified(
        ClassifiedTrack voteDetails,
        List<StageResult> results,
        List<StageResult.Failed> failed,
        OptionalInt wouldEndAt)
        implements Outcome {
      public Classified {
        results = List.copyOf(results);
        failed = List.copyOf(failed);
      }
    }

    record Refused(FailureReason why) implements Outcome {}

    /** The outcome for a file whose classification threw that. */
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
   * @throws IllegalArgumentException if a setting is wrong
   * @throws IllegalStateException if no stage has a usable model
   */
  public Classifier(Settings setup) {
    try {
      engine = closer.add(Engines.open(setup.engine(), setup.models()));
      stageRunner = closer.add(StageRunner.load(setup, engine));
    } catch (RuntimeException | Error e) {
      closer.closeAfter(e);
      throw e;
    }
  }

  /** What is wrong with the models and their engine, each problem with its remedy. */
  public List<String> problems() {
    List<String> problems = new ArrayList<>(stageRunner.problems());
    problems.addAll(engine.state().problems());
    return problems;
  }

  /** Whether a stage classifies by the 518 features alone. */
  public boolean usesFeatures() {
    return featureStage().isPresent();
  }

  private Optional<StageModel> featureStage() {
    return stageRunner.selection().stages().stream()
        .filter(stage -> stage.model().encoder().isEmpty())
        .findFirst();
  }

  /** These features as the stage on them would have stored them with a former head. */
  private Optional<StageResult> stored(Features features) {
    return featureStage().map(stage -> StageResults.ofFormerHead(stage, features));
  }

  /** The genres that verdicts may have, as they are written there. */
  public GenreSet genres() {
    return GenreSet.of(stageRunner.genres());
  }

  /** Whether a stage can tell a song's mood. */
  public boolean hasMoods() {
    return stageRunner.selection().stages().stream()
        .map(stage -> ClassTags.of(stage.model().card().encoder()))
        .anyMatch(tags -> tags.kinds().contains(MusicTag.Kind.MOOD));
  }

  /** Names of the stages that are not turned off, in order. */
  public List<String> stages() {
    return stageRunner.stages();
  }

  /** The rules of the vote. */
  public VoteRules rules() {
    return stageRunner.rules();
  }

  /** The vote of these {@link #stages} by other rules, for results that are at hand. */
  public Voting voting(VoteRules others) {
    return stageRunner.voting(others);
  }

  /**
   * Classifies a file. A stage that fails runs a second time; then the vote goes on without it.
   *
   * @param threads how many threads may work on it
   */
  public Outcome classify(Path file, int threads) {
    return classify(file, Optional.empty(), threads);
  }

  /**
   * The same, where the 518 features may be known: the stage on them is not computed from audio.
   *
   * @param features of the song
   */
  public Outcome classify(Path file, Optional<Features> features, int threads) {
    MemoryStore store = new MemoryStore(features.flatMap(this::stored));
    return classify(
        file,
        store,
        song -> {
          Classification first =
              stageRunner.classify(song, store, threads, StageRunner::anyStage, false);
          return first instanceof Classification.Failed
              ? stageRunner.classify(song, store, threads, StageRunner::anyStage, true)
              : first;
        });
  }

  /**
   * Classifies a file with every stage, even if the vote would have ended earlier.
   *
   * @param threads how many threads may work on it
   */
  public Outcome classifyWithAll(Path file, int threads) {
    MemoryStore store = new MemoryStore(Optional.empty());
    return classify(file, store, song -> stageRunner.classifyWithAll(song, store, threads));
  }

  private Outcome classify(Path file, MemoryStore store, Method method) {
    try {
      return classified(file, store, method);
    } catch (RuntimeException | Error e) {
      LOG.errorf(e, "Could not classify a file: file=%s", file);
      return Outcome.broken(e);
    }
  }

  private Outcome classified(Path file, MemoryStore store, Method method) {
    FileClassification run = new FileClassification(file, ClassifiedTrack.Origin.INBOX, clock);
    FileClassification.Opened opened = run.open();
    if (opened instanceof FileClassification.Opened.Refused refused) {
      return new Outcome.Refused(refused.why());
    }
    if (opened instanceof FileClassification.Opened.Unreachable unreachable) {
      return new Outcome.Refused(new FailureReason(unreachable.reason(), "", false));
    }
    if (opened instanceof FileClassification.Opened.Song song) {
      try {
        var decided = (Classification.Decided) method.classify(song.audio());
        return decided.verdict() instanceof Verdict.Decided verdict
            ? new Outcome.Classified(
                run.classified(song.audio(), verdict),
                store.results,
                decided.failures(),
                decided.wouldEndAt())
            : new Outcome.Refused(decided.refusal((Verdict.Abstained) decided.verdict()));
      } catch (IOException e) {
        return new Outcome.Refused(new FailureReason(String.valueOf(e.getMessage()), "", false));
      }
    }
    return new Outcome.Refused(
        new FailureReason("the file does not exist", "check its name", false));
  }

  @Override
  public void close() {
    closer.close();
  }
}
