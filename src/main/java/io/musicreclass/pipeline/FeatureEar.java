package io.musicreclass.pipeline;

import io.musicreclass.decode.Decoded;
import io.musicreclass.features.Fma518;
import io.musicreclass.track.Embedding;
import io.musicreclass.track.Features;
import java.io.IOException;

/** Hears the 518 features; a head takes those of them that it was trained on. */
final class FeatureEar implements Ear {
  private static final String LOUDEST = "rmse.max.01";

  private final Part part;

  FeatureEar(Part part) {
    this.part = part;
  }

  @Override
  public Heard listen(Decoded.Audio song, int threads) throws IOException {
    Fma518.Extraction extraction = Fma518.extract(part.of(song), Fma518.Mode.LENIENT, threads);
    Features features = extraction.features();
    return features.value(LOUDEST) == 0
        ? new Heard.Nothing("the part it listens to is digital silence")
        : new Heard.Sound(Embedding.of(features.toArray()), extraction.incomplete().orElse(""));
  }

  @Override
  public void load() {}

  @Override
  public void close() {}
}
