package io.musicreclass.classify;

import io.musicreclass.decode.Decoded;
import io.musicreclass.features.frontend.FrontEnd;
import io.musicreclass.models.Card;
import io.musicreclass.track.Embedding;
import java.io.IOException;
import java.time.Duration;

/** Gives the input of a model's network instead of its output, for training the network. */
final class FrontEndEmbedder implements Embedder {
  private final ModelExcerpt part;
  private final FrontEnd frontEnd;

  FrontEndEmbedder(Card card, Duration longest) {
    this.part = new ModelExcerpt(card, longest);
    this.frontEnd =
        FrontEnd.of(card.frontEnd().name(), card.sampleRate(), card.frontEnd().parameters());
  }

  @Override
  public Outcome embed(Decoded.Audio song, int threads) throws IOException {
    ModelExcerpt.Outcome<FrontEnd.Outcome> outcome = part.analyse(song, frontEnd::prepare);
    if (outcome instanceof ModelExcerpt.Outcome.Silent<FrontEnd.Outcome> silent) {
      return new Outcome.Unusable(silent.reason());
    }
    var analysed = (ModelExcerpt.Outcome.Analysed<FrontEnd.Outcome>) outcome;
    return analysed.value() instanceof FrontEnd.Outcome.Ready ready
        ? new Outcome.Embedded(Embedding.of(ready.input().toArray()), "", analysed.part())
        : new Outcome.Unusable(((FrontEnd.Outcome.Rejected) analysed.value()).reason());
  }

  @Override
  public void load() {}

  @Override
  public void close() {}
}
