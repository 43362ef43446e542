package io.musicreclass.cluster;

import io.musicreclass.classify.selection.StageModel;
import io.musicreclass.classify.tag.ClassTags;
import io.musicreclass.models.Card;
import io.musicreclass.track.AnalysedPart;
import io.musicreclass.track.Embedding;
import io.musicreclass.track.Features;
import io.musicreclass.track.Scores;
import io.musicreclass.track.StageResult;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Compares an answer with what was asked, and makes it results as if the owner had computed them:
 * only numbers come from the worker, everything else from the owner's own models.
 */
final class AnswerCheck {
  private static final int MAX_REASON = 300; // characters

  private AnswerCheck() {}

  /**
   * The results in an answer, in the order of the stages asked.
   *
   * @throws IllegalArgumentException if they are not what was asked; says in what
   */
  static List<StageResult> results(Answer answer, WaitingSong asked) {
    SongFacts song =
        answer.song().orElseThrow(() -> new IllegalArgumentException("no facts about the song"));
    if (asked.id().isPresent()
        && !asked.id().get().equals(song.id())
        && !asked.id().equals(song.formerId())) {
      throw new IllegalArgumentException("another song");
    }
    List<StageResult> results = new ArrayList<>();
    for (StageModel stage : asked.stages()) {
      List<Answer.Result> own =
          answer.results().stream()
              .filter(result -> result.encoder().equals(stage.model().encoderHash()))
              .filter(result -> result.head().equals(stage.model().headHash()))
              .toList();
      check(own.size() <= 1, "several results of stage " + stage.stage());
      if (own.isEmpty()) {
        break; // the stages after it wait for it
      }
      results.add(result(own.get(0), stage));
    }
    check(!results.isEmpty(), "no result of stage " + asked.stages().get(0).stage());
    check(results.size() == answer.results().size(), "results that nobody asked for");
    return results;
  }

  private static StageResult result(Answer.Result given, StageModel stage) {
    String name = stage.model().card().name();
    check(given.ms() >= 0, "a negative time");
    if (!given.reason().isEmpty()) {
      check(
          given.reason().length() <= MAX_REASON
              && given.reason().codePoints().noneMatch(Character::isISOControl),
          "an unprintable reason");
      return new StageResult.Abstained(
          stage.stage(), name, given.encoder(), given.head(), given.reason(), given.ms());
    }
    check(given.genres().equals(stage.genres().names()), "other genres");
    check(given.scores().size() == stage.genres().size(), "a wrong number of scores");
    Card.Encoder encoder = stage.model().card().encoder();
    Embedding embedding = floats(given.embedding());
    int width = encoder == null ? Features.COUNT : encoder.outputs();
    check(embedding.width() == width, "an embedding of another width");
    check(embedding.isFinite(), "an embedding with a number that is not finite");
    AnalysedPart part = given.part().orElse(null);
    check(
        part == null
            || (part.channel() >= 0
                && isLength(part.fromSeconds())
                && isLength(part.soundSeconds())),
        "an impossible part of a song");
    return new StageResult.Scored(
        stage.stage(),
        name,
        given.encoder(),
        given.head(),
        Scores.of(
            stage.genres(), given.scores().stream().mapToDouble(Double::doubleValue).toArray()),
        embedding,
        part,
        ClassTags.of(encoder).in(embedding),
        given.ms());
  }

  private static boolean isLength(double seconds) {
    return seconds >= 0 && seconds < 1e9;
  }

  /** An embedding as {@link #text} writes it. */
  private static Embedding floats(String base64) {
    byte[] bytes = Base64.getDecoder().decode(base64);
    check(bytes.length % Float.BYTES == 0, "half a number");
    float[] values = new float[bytes.length / Float.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    return Embedding.of(values);
  }

  /** An embedding in base64: little-endian 32-bit floats. */
  static String text(Embedding embedding) {
    float[] values = embedding.toArray();
    ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
    bytes.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values);
    return Base64.getEncoder().encodeToString(bytes.array());
  }

  private static void check(boolean condition, String otherwise) {
    if (!condition) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
