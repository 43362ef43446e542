package io.musicreclass.pipeline;

import io.musicreclass.decode.Decoded;
import io.musicreclass.engine.Answer;
import io.musicreclass.engine.Engine;
import io.musicreclass.engine.Head;
import io.musicreclass.features.Fma518;
import io.musicreclass.models.ModelPackage;
import io.musicreclass.track.Embedding;
import io.musicreclass.track.Excerpt;
import io.musicreclass.track.Features;
import io.musicreclass.track.GenreSet;
import io.musicreclass.track.Pcm;
import io.musicreclass.track.StageResult;
import java.io.IOException;
import java.time.Duration;

/** One stage of the vote, its model loaded: listens to a song and says what it thinks. */
final class Stage implements AutoCloseable {
  private static final String LOUDEST = "rmse.max.01";

  private final Role role;
  private final Head head;
  private final Duration longest;

  private Stage(Role role, Head head, Duration longest) {
    this.role = role;
    this.head = head;
    this.longest = longest;
  }

  /**
   * Loads a stage's model.
   *
   * @param longest how much of a song a stage that hears whole songs listens to: the middle
   */
  static Stage load(Role role, Engine engine, Duration longest) throws IOException {
    return new Stage(role, Head.load(role.model(), engine), longest);
  }

  String name() {
    return role.stage();
  }

  GenreSet genres() {
    return head.genres();
  }

  /** Whether this stage, with the model it has now, said this. */
  boolean said(StageResult result) {
    return result instanceof StageResult.Scored scored
        && scored.stage().equals(name())
        && scored.model().equals(model().card().name())
        && scored.encoder().equals(model().encoderHash())
        && scored.head().equals(model().headHash());
  }

  /**
   * Listens to a song.
   *
   * @throws IOException when the song cannot be read to its end
   */
  StageResult hear(Decoded.Audio song, int threads) throws IOException {
    long start = System.nanoTime();
    Fma518.Extraction extraction = Fma518.extract(input(song), Fma518.Mode.LENIENT, threads);
    Features features = extraction.features();
    if (features.value(LOUDEST) == 0) {
      return abstained("the part it listens to is digital silence", start);
    }
    Answer answer;
    try {
      answer = head.score(features);
    } catch (IllegalArgumentException | IllegalStateException e) {
      return abstained("its network failed: " + e.getMessage(), start);
    }
    if (answer instanceof Answer.Abstained abstained) {
      return abstained(extraction.incomplete().orElse(abstained.reason()), start);
    }
    return new StageResult.Scored(
        name(),
        model().card().name(),
        model().encoderHash(),
        model().headHash(),
        ((Answer.Scored) answer).scores(),
        Embedding.of(features.toArray()),
        ms(start));
  }

  private Pcm input(Decoded.Audio song) {
    Excerpt excerpt = model().card().excerpt();
    double limit = longest.toMillis() / 1000.0;
    if (excerpt.seconds() > limit && song.seconds() > limit) {
      excerpt = new Excerpt(Excerpt.Part.MIDDLE, limit);
    }
    int rate = model().card().sampleRate();
    return rate == 0 ? song.pcm(excerpt) : song.mono(excerpt, rate);
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
    head.close();
  }
}
