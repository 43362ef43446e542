package io.musicreclass.classify;

import io.musicreclass.classify.selection.StageModel;
import io.musicreclass.decode.Decoded;
import io.musicreclass.engine.Head;
import io.musicreclass.engine.Prediction;
import io.musicreclass.models.ModelPackage;
import io.musicreclass.track.GenreSet;
import io.musicreclass.track.StageResult;
import io.musicreclass.vote.VotingStage;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * One stage of the vote: embeds a song and scores the embedding. Its head and its embedder, which
 * is expensive to load, are loaded when they are first needed. An error, or a run far longer than
 * usual, is a failure of the stage and says nothing about the song.
 */
public final class Stage implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(Stage.class);

  /** What hangs in this package waits for a disk or a share, which is no failure of the stage. */
  private static final String READING = Decoded.class.getPackageName();

  private final StageModel stageModel;
  private final ModelMemory modelMemory;
  private final Duration longest;
  private final StageTimeLimit timeLimit;
  private final StageResults results;
  private final OtherInputs otherInputs;
  private final AbandonableTask task = new AbandonableTask();
  private final AtomicInteger concurrent = new AtomicInteger();
  private volatile boolean worked;
  private final LazyResource<Embedder> embedder;
  private final LazyResource<Head> head;

  /**
   * A stage with nothing loaded yet.
   *
   * @param longest the longest part of a song, from its middle, that a whole-song model analyses
   */
  Stage(
      StageModel stageModel, ModelMemory modelMemory, Duration longest, StageTimeLimit timeLimit) {
    this.stageModel = stageModel;
    this.modelMemory = modelMemory;
    this.longest = longest;
    this.timeLimit = timeLimit;
    this.results = new StageResults(stageModel);
    this.otherInputs = new OtherInputs(stageModel, longest);
    this.embedder = new LazyResource<>(() -> Embedder.of(stageModel.model(), modelMemory, longest));
    this.head = new LazyResource<>(() -> Head.load(stageModel.model(), modelMemory.engine()));
  }

  public String name() {
    return stageModel.stage();
  }

  GenreSet genres() {
    return stageModel.genres();
  }

  /** Whether it has an encoder, which takes much memory. */
  boolean isExpensive() {
    return model().encoder().isPresent();
  }

  /** Whether its head also takes the output of another stage's encoder. */
  boolean needs(Stage other) {
    return otherInputs.need(other.model());
  }

  /** How its scores enter the vote. */
  VotingStage voting() {
    return stageModel.voting();
  }

  /** Loads all it needs to classify a song. */
  void load() throws ModelLoadException {
    var unused = head.get();
    embedder.get().load();
  }

  /**
   * This stage's result without the audio: the one stored by its current model, or what its current
   * head makes of an embedding stored by its current encoder. Empty if the audio is needed, also
   * because the head fails on the stored embedding, or another stage has not stored what the head
   * takes of it.
   *
   * @param stored results of all stages for this track
   * @throws ModelLoadException if the head is needed and cannot be loaded
   */
  Optional<StageResult> recall(List<StageResult> stored) throws ModelLoadException {
    Optional<StageResult> current = results.current(stored);
    Optional<Embedder.Outcome.Embedded> embedded = results.embedded(stored);
    if (current.isPresent() || embedded.isEmpty()) {
      return current;
    }
    long start = System.nanoTime();
    OtherInputs.Found others = otherInputs.in(stored);
    if (!(others instanceof OtherInputs.Found.Complete complete)) {
      return without(others, start).filter(StageResult.Abstained.class::isInstance);
    }
    try {
      return Optional.of(scored(embedded.get(), complete, start));
    } catch (RuntimeException | Error e) {
      var unused = failed(e, start); // logged
      return Optional.empty();
    }
  }

  /** Whether it has stored a result of a song, by whichever model. */
  boolean isIn(List<StageResult> stored) {
    return stored.stream().anyMatch(result -> result.stage().equals(name()));
  }

  /** This song will be classified here, too, after a stage that may read the same excerpt. */
  void expect(Decoded.Audio song) {
    new ModelExcerpt(model().card(), longest).expect(song);
  }

  /**
   * Classifies a song.
   *
   * @param stored results of the other stages so far
   * @throws SlowFileException if it cannot be read in time
   * @throws IOException if it cannot be read to its end
   * @throws ModelLoadException if head or embedder cannot be loaded
   */
  StageResult classify(Decoded.Audio song, List<StageResult> stored, int threads)
      throws IOException, ModelLoadException {
    long start = System.nanoTime();
    if (hangs()) {
      return results.failed(
          "an earlier song is still hanging in this stage; restart Reclass", start);
    }
    try {
      return inTime(song, List.copyOf(stored), threads, start);
    } catch (AbandonableTask.ExceededException e) {
      if (e.isIn(READING)) {
        throw new SlowFileException(e.limit());
      }
      timeLimit.exceeded();
      return failed(e, start);
    } catch (RuntimeException | Error e) {
      return failed(e, start);
    }
  }

  private StageResult inTime(Decoded.Audio song, List<StageResult> stored, int threads, long start)
      throws IOException, ModelLoadException, AbandonableTask.ExceededException {
    double seconds = Math.min(song.seconds(), longest.toMillis() / 1000.0);
    Duration loadedBefore = modelMemory.loads().total();
    AtomicInteger most = new AtomicInteger(1);
    concurrent.incrementAndGet();
    try {
      StageResult result =
          task.call(
              () -> analysed(song, stored, threads, start),
              () ->
                  timeLimit
                      .limit(seconds, most.accumulateAndGet(concurrent.get(), Math::max))
                      .plus(modelMemory.loads().since(loadedBefore)));
      Duration took =
          Duration.ofNanos(System.nanoTime() - start)
              .minus(modelMemory.loads().since(loadedBefore));
      timeLimit.took(took, seconds);
      worked = true;
      return result;
    } finally {
      concurrent.decrementAndGet();
    }
  }

  private StageResult analysed(
      Decoded.Audio song, List<StageResult> stored, int threads, long start)
      throws IOException, ModelLoadException {
    OtherInputs.Found others = otherInputs.in(stored, song, threads);
    if (!(others instanceof OtherInputs.Found.Complete complete)) {
      return without(others, start).orElseThrow();
    }
    Embedder.Outcome outcome = embedder.get().embed(song, threads);
    return outcome instanceof Embedder.Outcome.Embedded embedded
        ? scored(embedded, complete, start)
        : results.abstained(((Embedder.Outcome.Unusable) outcome).reason(), start);
  }

  /** The result where an input of the head is missing; empty if the song itself is needed. */
  private Optional<StageResult> without(OtherInputs.Found others, long start) {
    if (others instanceof OtherInputs.Found.Failed failed) {
      return Optional.of(results.failed(failed.reason(), start));
    }
    return others instanceof OtherInputs.Found.Unusable unusable
        ? Optional.of(results.abstained(unusable.reason(), start))
        : Optional.empty();
  }

  private StageResult scored(
      Embedder.Outcome.Embedded embedded, OtherInputs.Found.Complete others, long start)
      throws ModelLoadException {
    Prediction prediction = head.get().score(otherInputs.join(embedded.embedding(), others));
    if (prediction instanceof Prediction.Abstained abstained) {
      return results.abstained(
          embedded.note().isEmpty() ? abstained.reason() : embedded.note(), start);
    }
    return results.scored(embedded, ((Prediction.Scored) prediction).scores(), start);
  }

  private ModelPackage model() {
    return stageModel.model();
  }

  private StageResult.Failed failed(Throwable why, long start) {
    LOG.errorf(why, "Stage failed: stage=%s model=%s", name(), model().card().name());
    return results.failed(why, worked, start);
  }

  /** Whether a song hangs in it, so that it fails for all others. */
  boolean hangs() {
    return task.hangsOutside(READING);
  }

  /**
   * Closes it for good. If a song hangs in it, closing would never return, so its memory is freed
   * when the process ends.
   */
  @Override
  public void close() {
    if (task.hangs()) {
      LOG.warnf("Not closing a stage, a song hangs in it: stage=%s", name());
      return;
    }
    Embedder openEmbedder = embedder.close();
    Head openHead = head.close();
    try {
      if (openEmbedder != null) {
        openEmbedder.close();
      }
    } finally {
      if (openHead != null) {
        openHead.close();
      }
    }
  }
}
