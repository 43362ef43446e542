package io.musicreclass.classify;

import io.musicreclass.classify.selection.StageModel;
import io.musicreclass.classify.tag.ClassTags;
import io.musicreclass.lifecycle.FailureText;
import io.musicreclass.models.ModelPackage;
import io.musicreclass.track.Embedding;
import io.musicreclass.track.Features;
import io.musicreclass.track.Scores;
import io.musicreclass.track.StageResult;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Creates the results of a stage, with its name, its model's hashes and the time since a start, and
 * finds them among those of a song.
 */
final class StageResults {
  private final String stage;
  private final String model;
  private final String encoder;
  private final String head;
  private final ClassTags tags;
  private final ModelPackage files;

  StageResults(StageModel stageModel) {
    this.files = stageModel.model();
    this.stage = stageModel.stage();
    this.model = files.card().name();
    this.encoder = files.encoderHash();
    this.head = files.headHash();
    this.tags = ClassTags.of(files.card().encoder());
  }

  /**
   * The result of a stage by a head that is not its current one, so that only these features count.
   */
  static StageResult ofFormerHead(StageModel stage, Features features) {
    double[] even = new double[stage.genres().size()];
    Arrays.fill(even, 1.0 / even.length);
    return new StageResult.Scored(
        stage.stage(),
        stage.model().card().name(),
        stage.model().encoderHash(),
        "",
        Scores.of(stage.genres(), even),
        Embedding.of(features.toArray()),
        0);
  }

  /** The one that the current model gave. */
  Optional<StageResult> current(List<StageResult> stored) {
    return ofEncoder(stored).filter(result -> result.head().equals(head)).findFirst();
  }

  /** The embedding that the current encoder computed. */
  Optional<Embedder.Outcome.Embedded> embedded(List<StageResult> stored) {
    return ofEncoder(stored)
        .filter(StageResult.Scored.class::isInstance)
        .map(StageResult.Scored.class::cast)
        .flatMap(
            scored ->
                scored.storedEmbedding().stream()
                    .map(vector -> new Embedder.Outcome.Embedded(vector, "", scored.part())))
        .findFirst();
  }

  private Stream<StageResult> ofEncoder(List<StageResult> stored) {
    return stored.stream()
        .filter(result -> result.stage().equals(stage) && result.encoder().equals(encoder))
        .filter(result -> !FeatureEmbedder.isOutdated(result, files));
  }

  /**
   * Scores.
   *
   * @param start of the stage's run, as {@code System.nanoTime()}
   */
  StageResult.Scored scored(Embedder.Outcome.Embedded embedded, Scores scores, long start) {
    return new StageResult.Scored(
        stage,
        model,
        encoder,
        head,
        scores,
        embedded.embedding(),
        embedded.part(),
        tags.in(embedded.embedding()),
        ms(start));
  }

  /** An abstention. */
  StageResult.Abstained abstained(String reason, long start) {
    return new StageResult.Abstained(stage, model, encoder, head, reason, ms(start));
  }

  /** A failure. */
  StageResult.Failed failed(String reason, long start) {
    return failed(reason, StageResult.Failed.Cause.MACHINE, start);
  }

  /**
   * A failure.
   *
   * @param worked whether the stage has worked before; otherwise its model itself may be what does
   *     not fit into memory
   */
  StageResult.Failed failed(Throwable why, boolean worked, long start) {
    boolean lacksMemory = worked && FailureText.isOutOfMemory(why);
    return failed(
        FailureText.of(why),
        why instanceof AbandonableTask.ExceededException
            ? StageResult.Failed.Cause.HANG
            : lacksMemory ? StageResult.Failed.Cause.MEMORY : StageResult.Failed.Cause.MACHINE,
        start);
  }

  private StageResult.Failed failed(String reason, StageResult.Failed.Cause cause, long start) {
    return new StageResult.Failed(stage, model, encoder, head, reason, cause, ms(start));
  }

  private static long ms(long start) {
    return (System.nanoTime() - start) / 1_000_000;
  }
}
