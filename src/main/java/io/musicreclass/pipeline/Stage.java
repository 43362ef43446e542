package io.musicreclass.pipeline;

import io.musicreclass.decode.Decoded;
import io.musicreclass.engine.Answer;
import io.musicreclass.engine.Engine;
import io.musicreclass.engine.Head;
import io.musicreclass.models.ModelPackage;
import io.musicreclass.track.Embedding;
import io.musicreclass.track.GenreSet;
import io.musicreclass.track.StageResult;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One stage of the vote, its model loaded: listens to a song and says what it thinks. */
final class Stage implements AutoCloseable {
  private final Role role;
  private final Ear ear;
  private final Head head;

  private Stage(Role role, Ear ear, Head head) {
    this.role = role;
    this.ear = ear;
    this.head = head;
  }

  /**
   * Loads a stage's model.
   *
   * @param longest how much of a song a model that hears whole songs listens to: the middle
   */
  static Stage load(Role role, Engine engine, Duration longest) throws IOException {
    Head head = Head.load(role.model(), engine);
    try {
      return new Stage(role, Ear.of(role.model(), engine, longest), head);
    } catch (IOException | RuntimeException e) {
      head.close();
      throw e;
    }
  }

  String name() {
    return role.stage();
  }

  GenreSet genres() {
    return head.genres();
  }

  /**
   * What this stage says of a song. What it said before with the model it has now is taken as it
   * is; what it heard before is not heard again, though a new head may judge it anew.
   *
   * @param known what the stages said of this song before
   * @throws IOException when the song cannot be read to its end
   */
  StageResult hear(Decoded.Audio song, List<StageResult> known, int threads) throws IOException {
    Optional<StageResult.Scored> before =
        known.stream()
            .filter(StageResult.Scored.class::isInstance)
            .map(StageResult.Scored.class::cast)
            .filter(r -> r.stage().equals(name()) && r.encoder().equals(model().encoderHash()))
            .findFirst();
    if (before.isPresent() && before.get().head().equals(model().headHash())) {
      return before.get();
    }
    long start = System.nanoTime();
    try {
      Optional<Embedding> kept = before.flatMap(StageResult.Scored::kept);
      Ear.Heard heard =
          kept.isPresent() ? new Ear.Heard.Sound(kept.get(), "") : ear.listen(song, threads);
      return heard instanceof Ear.Heard.Sound sound
          ? judged(sound, start)
          : abstained(((Ear.Heard.Nothing) heard).reason(), start);
    } catch (IllegalArgumentException | IllegalStateException e) {
      return abstained("its network failed: " + e.getMessage(), start);
    }
  }

  private StageResult judged(Ear.Heard.Sound sound, long start) {
    Answer answer = head.score(sound.embedding());
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
        ms(start));
  }

  private ModelPackage model() {
    return role.model();
  }

  private StageResult abstained(String reason, long start) {
    return new StageResult.Abstained(name(), model().card().name(), reason, ms(start));
  }

  private static long ms(long start) {
    return (System.nanoTime() - start) / 1_000_000;
  }

  @Override
  public void close() {
    ear.close();
    head.close();
  }
}
