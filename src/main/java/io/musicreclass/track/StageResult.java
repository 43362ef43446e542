package io.musicreclass.track;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of one stage for one song: scored, abstained or failed. The first two describe the
 * song and are stored; a failure concerns the machine and is not.
 */
public sealed interface StageResult {
  /** Name of the stage: {@code fma}, {@code mert}, {@code jmla}. */
  String stage();

  /** Name of its model package. */
  String model();

  /** Hash of the package's encoder (SHA-256, hex). */
  String encoder();

  /** Hash of the package's head (SHA-256, hex). */
  String head();

  /** Milliseconds the stage took. */
  long ms();

  /**
   * The stage scored the song.
   *
   * @param embedding the encoder's output, stored so that a new head needs no new analysis; null if
   *     the stage stores none
   * @param part the analysed part; null if it is the excerpt in the model's card and not silent
   * @param tags what the encoder's classes say besides the genre, the most probable first
   */
  record Scored(
      String stage,
      String model,
      String encoder,
      String head,
      Scores scores,
      @Nullable Embedding embedding,
      @Nullable AnalysedPart part,
      List<MusicTag> tags,
      long ms)
      implements StageResult {
    public Scored {
      tags = List.copyOf(tags);
    }

    /** Scores without tags. */
    public Scored(
        String stage,
        String model,
        String encoder,
        String head,
        Scores scores,
        @Nullable Embedding embedding,
        @Nullable AnalysedPart part,
        long ms) {
      this(stage, model, encoder, head, scores, embedding, part, List.of(), ms);
    }

    /** Scores of the excerpt in the model's card, without tags. */
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

    /** The {@link #embedding}; empty if the stage stores none. */
    public Optional<Embedding> storedEmbedding() {
      return Optional.ofNullable(embedding);
    }
  }

  /**
   * The stage cannot judge this song; its weight is left out of the vote.
   *
   * @param reason user-facing explanation
   */
  record Abstained(String stage, String model, String encoder, String head, String reason, long ms)
      implements StageResult {}

  /**
   * The stage could have judged this song, but its engine failed, memory ran out, or the program
   * has a bug. A retry may succeed.
   *
   * @param reason user-facing explanation
   */
  record Failed(
      String stage, String model, String encoder, String head, String reason, Cause cause, long ms)
      implements StageResult {
    /** What failed. */
    public enum Cause {
      /** The engine or the program; most likely any song would have failed. */
      MACHINE,
      /** The stage ran out of memory, although it had worked before. */
      MEMORY,
      /** The stage did not end in time. */
      HANG
    }
  }
}
