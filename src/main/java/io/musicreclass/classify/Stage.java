package io.musicreclass.classify;

import io.musicreclass.decode.Decoded;
import io.musicreclass.engine.Head;
import io.musicreclass.engine.Prediction;
import io.musicreclass.lifecycle.FailureText;
import io.musicreclass.models.ModelPackage;
import io.musicreclass.track.GenreSet;
import io.musicreclass.track.StageResult;
import io.musicreclass.vote.GenreMap;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * One stage of the vote: listens to a song and says what it thinks. Its head and its ear, the dear
 * one, are loaded when they are first needed. What breaks while it listens, or takes far longer
 * than usual, is its failure and says nothing about the song.
 */
public final class Stage implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(Stage.class);

  /** A network that loads for longer hangs. */
  private static final Duration LONGEST_LOAD = Duration.ofMinutes(10);

  /** What hangs there waits for a disk or a share, which is no failure of the stage. */
  private static final String READING = Decoded.class.getPackageName();

  private final StageModel role;
  private final ModelMemory modelMemory;
  private final Duration longest;
  private final StageTimeLimit usual;
  private final AbandonableTask timed = new AbandonableTask();
  private final AtomicInteger atOnce = new AtomicInteger();
  private final LazyResource<Embedder> embedder;
  private final LazyResource<Head> head;

  /**
   * A stage with nothing loaded yet.
   *
   * @param longest how much of a song a model that hears whole songs listens to: the middle
   */
  Stage(StageModel role, ModelMemory modelMemory, Duration longest, StageTimeLimit usual) {
    this.role = role;
    this.modelMemory = modelMemory;
    this.longest = longest;
    this.usual = usual;
    this.embedder = new LazyResource<>(() -> Embedder.of(role.model(), modelMemory, longest));
    this.head = new LazyResource<>(() -> Head.load(role.model(), modelMemory.engine()));
  }

  String name() {
    return role.stage();
  }

  GenreSet genres() {
    return role.genres();
  }

  /** Whether it listens by a network that takes much memory. */
  boolean isDear() {
    return model().encoder().isPresent();
  }

  /** Its genres in the words of the vote. */
  GenreMap genreMap() {
    return role.genreMap();
  }

  /** Loads all it needs to judge a song. */
  void load() throws ModelLoadException {
    var unused = head.get();
    embedder.get().load();
  }

  /**
   * What this stage says of a song without listening to it: what it said before with the model it
   * has now, or what its present head makes of what it heard before; empty when it must listen,
   * also because its head fails at what it heard before.
   *
   * @param known what the stages said of this song before
   * @throws ModelLoadException when the head is needed and cannot be loaded
   */
  Optional<StageResult> recall(List<StageResult> known) throws ModelLoadException {
    Optional<StageResult> said =
        known.stream()
            .filter(r -> r.stage().equals(name()))
            .filter(r -> r.encoder().equals(model().encoderHash()))
            .filter(r -> r.head().equals(model().headHash()))
            .filter(r -> !FeatureEmbedder.isOutdated(r, model()))
            .findFirst();
    if (said.isPresent()) {
      return said;
    }
    Optional<Embedder.Heard.Sound> heard =
        known.stream().flatMap(r -> heard(r).stream()).findFirst();
    if (heard.isEmpty()) {
      return Optional.empty();
    }
    long start = System.nanoTime();
    try {
      return Optional.of(judged(heard.get(), start));
    } catch (RuntimeException | Error e) {
      var unused = failed(e, start); // in the log
      return Optional.empty();
    }
  }

  /** What this stage's ear, as it is now, heard when it said that. */
  private Optional<Embedder.Heard.Sound> heard(StageResult before) {
    return before instanceof StageResult.Scored scored
            && scored.stage().equals(name())
            && scored.encoder().equals(model().encoderHash())
            && !FeatureEmbedder.isOutdated(scored, model())
        ? scored
            .storedEmbedding()
            .map(embedding -> new Embedder.Heard.Sound(embedding, "", scored.part()))
        : Optional.empty();
  }

  /**
   * Listens to a song and says what it thinks.
   *
   * @throws SlowFileException when it cannot be read in time
   * @throws IOException when the song cannot be read to its end
   * @throws ModelLoadException when head or ear cannot be loaded
   */
  StageResult hear(Decoded.Audio song, int threads) throws IOException, ModelLoadException {
    long start = System.nanoTime();
    if (timed.hangsOutside(READING)) {
      return failed("an earlier song has hung in it and not come back; restart Reclass", start);
    }
    try {
      return inTime(song, threads, start);
    } catch (AbandonableTask.ExceededException e) {
      if (e.isIn(READING)) {
        throw new SlowFileException(e.limit());
      }
      usual.exceeded();
      return failed(e, start);
    } catch (RuntimeException | Error e) {
      return failed(e, start);
    }
  }

  private StageResult inTime(Decoded.Audio song, int threads, long start)
      throws IOException, ModelLoadException, AbandonableTask.ExceededException {
    double seconds = Math.min(song.seconds(), longest.toMillis() / 1000.0);
    Duration loadedBefore = modelMemory.loads().total();
    AtomicInteger most = new AtomicInteger(1);
    atOnce.incrementAndGet();
    try {
      StageResult result =
          timed.call(
              () -> listened(song, threads, start),
              () ->
                  usual
                      .limit(seconds, most.accumulateAndGet(atOnce.get(), Math::max))
                      .plus(loads(loadedBefore)));
      usual.took(Duration.ofNanos(System.nanoTime() - start).minus(loads(loadedBefore)), seconds);
      return result;
    } finally {
      atOnce.decrementAndGet();
    }
  }

  /** The time since then in which networks were loaded. */
  private Duration loads(Duration before) {
    Duration since = modelMemory.loads().total().minus(before);
    return since.compareTo(LONGEST_LOAD) < 0 ? since : LONGEST_LOAD;
  }

  private StageResult listened(Decoded.Audio song, int threads, long start)
      throws IOException, ModelLoadException {
    Embedder.Heard heard = embedder.get().listen(song, threads);
    return heard instanceof Embedder.Heard.Sound sound
        ? judged(sound, start)
        : abstained(((Embedder.Heard.Nothing) heard).reason(), start);
  }

  private StageResult judged(Embedder.Heard.Sound sound, long start) throws ModelLoadException {
    Prediction answer = head.get().score(sound.embedding());
    if (answer instanceof Prediction.Abstained abstained) {
      return abstained(sound.note().isEmpty() ? abstained.reason() : sound.note(), start);
    }
    return new StageResult.Scored(
        name(),
        model().card().name(),
        model().encoderHash(),
        model().headHash(),
        ((Prediction.Scored) answer).scores(),
        sound.embedding(),
        sound.part(),
        ms(start));
  }

  private ModelPackage model() {
    return role.model();
  }

  private StageResult abstained(String reason, long start) {
    return new StageResult.Abstained(
        name(),
        model().card().name(),
        model().encoderHash(),
        model().headHash(),
        reason,
        ms(start));
  }

  private StageResult.Failed failed(Throwable why, long start) {
    LOG.errorf(why, "Stage %s failed", name());
    return failed(FailureText.of(why), start);
  }

  private StageResult.Failed failed(String reason, long start) {
    return new StageResult.Failed(
        name(),
        model().card().name(),
        model().encoderHash(),
        model().headHash(),
        reason,
        ms(start));
  }

  private static long ms(long start) {
    return (System.nanoTime() - start) / 1_000_000;
  }

  /** Closes for good. Where a song hangs in it, that would never end: the process frees it then. */
  @Override
  public void close() {
    if (timed.hangs()) {
      LOG.warnf("Stage %s is not closed: a song hangs in it", name());
      return;
    }
    Embedder openEar = embedder.close();
    Head openHead = head.close();
    try {
      if (openEar != null) {
        openEar.close();
      }
    } finally {
      if (openHead != null) {
        openHead.close();
      }
    }
  }
}
