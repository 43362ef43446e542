package io.musicreclass.pipeline;

import io.musicreclass.decode.Decoded;
import io.musicreclass.engine.Answer;
import io.musicreclass.engine.Head;
import io.musicreclass.models.ModelPackage;
import io.musicreclass.track.GenreSet;
import io.musicreclass.track.StageResult;
import io.musicreclass.vote.GenreMap;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One stage of the vote: listens to a song and says what it thinks. Its head and its ear, the dear
 * one, are loaded when they are first needed.
 */
final class Stage implements AutoCloseable {
  private final Role role;
  private final Lazy<Ear> ear;
  private final Lazy<Head> head;

  /**
   * A stage with nothing loaded yet.
   *
   * @param longest how much of a song a model that hears whole songs listens to: the middle
   */
  Stage(Role role, Residence residence, Duration longest) {
    this.role = role;
    this.ear = new Lazy<>(() -> Ear.of(role.model(), residence, longest));
    this.head = new Lazy<>(() -> Head.load(role.model(), residence.engine()));
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
  void load() throws UnloadableException {
    var unused = head.get();
    ear.get().load();
  }

  /**
   * What this stage says of a song without listening to it: what it said before with the model it
   * has now, or what its present head makes of what it heard before; empty when it must listen.
   *
   * @param known what the stages said of this song before
   * @throws UnloadableException when the head is needed and cannot be loaded
   */
  Optional<StageResult> recall(List<StageResult> known) throws UnloadableException {
    Optional<StageResult> said =
        known.stream()
            .filter(r -> r.stage().equals(name()))
            .filter(r -> r.encoder().equals(model().encoderHash()))
            .filter(r -> r.head().equals(model().headHash()))
            .filter(r -> !FeatureEar.isOutdated(r, model()))
            .findFirst();
    if (said.isPresent()) {
      return said;
    }
    Optional<Ear.Heard.Sound> heard = known.stream().flatMap(r -> heard(r).stream()).findFirst();
    return heard.isPresent()
        ? Optional.of(judged(heard.get(), System.nanoTime()))
        : Optional.empty();
  }

  /** What this stage's ear, as it is now, heard when it said that. */
  private Optional<Ear.Heard.Sound> heard(StageResult before) {
    return before instanceof StageResult.Scored scored
            && scored.stage().equals(name())
            && scored.encoder().equals(model().encoderHash())
            && !FeatureEar.isOutdated(scored, model())
        ? scored.kept().map(embedding -> new Ear.Heard.Sound(embedding, "", scored.part()))
        : Optional.empty();
  }

  /**
   * Listens to a song and says what it thinks.
   *
   * @throws IOException when the song cannot be read to its end
   * @throws UnloadableException when head or ear cannot be loaded
   */
  StageResult hear(Decoded.Audio song, int threads) throws IOException, UnloadableException {
    Ear open = ear.get();
    long start = System.nanoTime();
    Ear.Heard heard;
    try {
      heard = open.listen(song, threads);
    } catch (IllegalArgumentException | IllegalStateException e) {
      return abstained("its network failed: " + e.getMessage(), start);
    }
    return heard instanceof Ear.Heard.Sound sound
        ? judged(sound, start)
        : abstained(((Ear.Heard.Nothing) heard).reason(), start);
  }

  private StageResult judged(Ear.Heard.Sound sound, long start) throws UnloadableException {
    Answer answer;
    try {
      answer = head.get().score(sound.embedding());
    } catch (IllegalArgumentException | IllegalStateException e) {
      return abstained("its network failed: " + e.getMessage(), start);
    }
    if (answer instanceof Answer.Abstained abstained) {
      return abstained(sound.note().isEmpty() ? abstained.reason() : sound.note(), start);
    }
    return new StageResult.Scored(
        name(),
        model().card().name(),
        model().encoderHash(),
        model().headHash(),
        ((Answer.Scored) answer).scores(),
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

  private static long ms(long start) {
    return (System.nanoTime() - start) / 1_000_000;
  }

  @Override
  public void close() {
    Ear openEar = ear.take();
    if (openEar != null) {
      openEar.close();
    }
    Head openHead = head.take();
    if (openHead != null) {
      openHead.close();
    }
  }
}
