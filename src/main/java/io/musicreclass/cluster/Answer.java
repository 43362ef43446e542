package io.musicreclass.cluster;

import io.musicreclass.track.AnalysedPart;
import io.musicreclass.track.StageResult;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a worker makes of an offer: facts and results, or an error. Nothing of it has been compared
 * with the offer yet.
 *
 * @param worker the worker's id
 * @param error why there are no results, for people; empty if there are
 */
record Answer(
    String lease,
    String nonce,
    String session,
    String worker,
    Optional<SongFacts> song,
    List<Result> results,
    String error) {
  Answer {
    Objects.requireNonNull(lease);
    Objects.requireNonNull(nonce);
    Objects.requireNonNull(session);
    Objects.requireNonNull(worker);
    Objects.requireNonNull(error);
    results = List.copyOf(results);
  }

  /**
   * The result of a stage: scores, or why it abstains.
   *
   * @param genres in the order of the scores
   * @param embedding in base64: little-endian 32-bit floats; empty if there is none
   * @param reason of an abstention; empty for scores
   */
  record Result(
      String encoder,
      String head,
      List<String> genres,
      List<Double> scores,
      String embedding,
      Optional<AnalysedPart> part,
      String reason,
      long ms) {
    Result {
      Objects.requireNonNull(encoder);
      Objects.requireNonNull(head);
      Objects.requireNonNull(embedding);
      Objects.requireNonNull(reason);
      genres = List.copyOf(genres);
      scores = List.copyOf(scores);
    }
  }

  /** An answer with results. */
  static Answer of(Offer offer, String worker, SongAnalysis.Analysed analysed) {
    return new Answer(
        offer.lease(),
        offer.nonce(),
        offer.session(),
        worker,
        Optional.of(analysed.song()),
        analysed.results().stream().map(Answer::result).toList(),
        "");
  }

  private static Result result(StageResult result) {
    if (result instanceof StageResult.Scored scored) {
      return new Result(
          scored.encoder(),
          scored.head(),
          scored.scores().genres().names(),
          Arrays.stream(scored.scores().toArray()).boxed().toList(),
          scored.storedEmbedding().map(AnswerCheck::text).orElse(""),
          Optional.ofNullable(scored.part()),
          "",
          scored.ms());
    }
    if (result instanceof StageResult.Abstained abstained) {
      return new Result(
          abstained.encoder(),
          abstained.head(),
          List.of(),
          List.of(),
          "",
          Optional.empty(),
          abstained.reason(),
          abstained.ms());
    }
    throw new IllegalArgumentException("A failure is an error, no result");
  }

  /** An answer without results. */
  static Answer failed(Offer offer, String worker, String error) {
    return new Answer(
        offer.lease(), offer.nonce(), offer.session(), worker, Optional.empty(), List.of(), error);
  }
}
