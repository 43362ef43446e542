package io.musicreclass.track;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What became of one stage for one song: it scored it, it abstained, or it failed. The first two
 * say something about the song and are stored; a failure says something about the machine and never
 * is.
 */
public sealed interface StageResult {
  /** Name of the stage: {@code fma}, {@code mert}, {@code jmla}. */
  String stage();

  /** Name of the model package it used. */
  String model();

  /** Hash of the encoder part of the package (SHA-256, hex). */
  String encoder();

  /** Hash of its head (SHA-256, hex). */
  String head();

  /** Milliseconds the stage took. */
  long ms();

  /**
   * The stage has an opinion.
   *
   * @param embedding what the encoder gave, kept so that a new head need not listen again; null
   *     when the stage keeps none
   * @param part what it analysed; null where that is the part that its model's card names, and
   *     sounds
   */
  record Scored(
      String stage,
      String model,
      String encoder,
      String head,
      Scores scores,
      @Nullable Embedding embedding,
      @Nullable AnalysedPart part,
      long ms)
      implements StageResult {
    /** Scores of the part that the model's card names. */
    public Scored(
        String stage,
        String model,
        String encoder,
        String head,
        Scores scores,
        @Nullable Embedding embedding,
        long ms) {
      this(stage, model, encoder, head, scores, embedding, null, ms);
    }

    public Optional<Embedding> storedEmbedding() {
      return Optional.ofNullable(embedding);
    }
  }

  /**
   * The stage cannot say anything about this song; its weight is left out of the vote.
   *
   * @param reason why, for people
   */
  record Abstained(String stage, String model, String encoder, String head, String reason, long ms)
      implements StageResult {}

  /**
   * The stage could have judged this song, but its engine failed, memory was short, or the program
   * has a bug. Another try may succeed.
   *
   * @param reason why, for people
   */
  record Failed(String stage, String model, String encoder, String head, String reason, long ms)
      implements StageResult {}
}
