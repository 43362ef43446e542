package io.musicreclass.classify;

import io.musicreclass.classify.selection.StageModel;
import io.musicreclass.decode.Decoded;
import io.musicreclass.models.HeadInput;
import io.musicreclass.models.ModelPackage;
import io.musicreclass.track.Embedding;
import io.musicreclass.track.StageResult;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a head takes besides the output of its own encoder: vectors that earlier stages have stored,
 * and the 518 features, which need no network and are computed where no stage has stored them.
 */
final class OtherInputs {
  /** What there is of them for a song. */
  sealed interface Found {
    /**
     * All.
     *
     * @param vectors by the hash of what computed them
     */
    record Complete(Map<String, Embedding> vectors) implements Found {
      public Complete {
        vectors = Map.copyOf(vectors);
      }
    }

    /** One that this song does not have, so the stage abstains for this reason. */
    record Unusable(String reason) implements Found {}

    /** One is missing because its stage failed, which says nothing about the song. */
    record Failed(String reason) implements Found {}

    /** The song itself is needed. */
    record NeedsSong() implements Found {}
  }

  private final List<HeadInput> inputs;
  private final ModelPackage own;
  private final Map<String, ModelPackage> others = new LinkedHashMap<>();
  private final Duration longest;

  /**
   * @param longest the longest part of a song that a whole-song model analyses
   */
  OtherInputs(StageModel stage, Duration longest) {
    this.inputs = stage.inputs();
    this.own = stage.model();
    this.longest = longest;
    stage.others().forEach(model -> others.put(model.encoderHash(), model));
  }

  /** Whether the head takes what this model's encoder gives, besides its own. */
  boolean need(ModelPackage model) {
    return model.encoder().isPresent() && others.containsKey(model.encoderHash());
  }

  /** Those in the results of a song. */
  Found in(List<StageResult> results) {
    Map<String, Embedding> vectors = stored(results);
    for (ModelPackage model : others.values()) {
      if (!vectors.containsKey(model.encoderHash())) {
        Optional<Found> without = without(model, results);
        return without.filter(Found.Unusable.class::isInstance).orElse(new Found.NeedsSong());
      }
    }
    return new Found.Complete(vectors);
  }

  /**
   * Those in the results of a song, and its features.
   *
   * @param threads how many threads may work on it
   * @throws IOException if the song cannot be read to its end
   */
  Found in(List<StageResult> results, Decoded.Audio song, int threads) throws IOException {
    Map<String, Embedding> vectors = stored(results);
    for (ModelPackage model : others.values()) {
      if (vectors.containsKey(model.encoderHash())) {
        continue;
      }
      Optional<Found> without = without(model, results);
      if (without.isPresent()) {
        return without.get();
      }
      Embedder.Outcome features =
          new FeatureEmbedder(new ModelExcerpt(model.card(), longest)).embed(song, threads);
      if (features instanceof Embedder.Outcome.Unusable unusable) {
        return new Found.Unusable(unusable.reason());
      }
      vectors.put(model.encoderHash(), ((Embedder.Outcome.Embedded) features).embedding());
    }
    return new Found.Complete(vectors);
  }

  private Map<String, Embedding> stored(List<StageResult> results) {
    Map<String, Embedding> vectors = new HashMap<>();
    for (ModelPackage model : others.values()) {
      of(model, results)
          .filter(result -> !FeatureEmbedder.isOutdated(result, model))
          .flatMap(OtherInputs::embedding)
          .findFirst()
          .ifPresent(vector -> vectors.put(model.encoderHash(), vector));
    }
    return vectors;
  }

  private static Stream<Embedding> embedding(StageResult result) {
    return result instanceof StageResult.Scored scored
        ? scored.storedEmbedding().stream()
        : Stream.of();
  }

  private static Stream<StageResult> of(ModelPackage model, List<StageResult> results) {
    return results.stream().filter(result -> result.encoder().equals(model.encoderHash()));
  }

  /** Why an encoder's stage has given no vector; empty for the features. */
  private static Optional<Found> without(ModelPackage model, List<StageResult> results) {
    if (model.encoder().isEmpty()) {
      return Optional.empty();
    }
    String name = model.card().name();
    return of(model, results)
        .filter(StageResult.Abstained.class::isInstance)
        .map(StageResult.Abstained.class::cast)
        .<Found>map(
            abstained ->
                new Found.Unusable(
                    "its head also takes what " + name + " gives: " + abstained.reason()))
        .findFirst()
        .or(
            () ->
                Optional.of(
                    new Found.Failed(
                        "its head also takes what " + name + " gives, whose stage failed")));
  }

  /** What the head takes: all inputs in its order, or without others the own output. */
  Embedding join(Embedding ownOutput, Found.Complete found) {
    return inputs.isEmpty()
        ? ownOutput
        : Embedding.of(
            HeadInput.join(
                inputs,
                input ->
                    input.fits(own)
                        ? ownOutput.toArray()
                        : found.vectors().get(input.encoder()).toArray()));
  }
}
