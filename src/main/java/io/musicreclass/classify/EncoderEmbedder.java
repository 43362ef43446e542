package io.musicreclass.classify;

import io.musicreclass.decode.Decoded;
import io.musicreclass.engine.Engine;
import io.musicreclass.engine.Network;
import io.musicreclass.engine.StackedNetwork;
import io.musicreclass.features.frontend.FrontEnd;
import io.musicreclass.features.frontend.NetworkInput;
import io.musicreclass.models.Card;
import io.musicreclass.models.ModelPackage;
import io.musicreclass.track.Embedding;
import java.io.IOException;

/** Embeds by an encoder network; if its front-end gives several examples, as their mean. */
final class EncoderEmbedder implements Embedder {
  /** Examples per run: a thousand at once would take gigabytes inside the network. */
  private static final int BATCH = 16;

  private final ModelExcerpt part;
  private final FrontEnd frontEnd;
  private final LazyNetwork network;
  private final int width;

  private EncoderEmbedder(ModelExcerpt part, FrontEnd frontEnd, LazyNetwork network, int width) {
    this.part = part;
    this.frontEnd = frontEnd;
    this.network = network;
    this.width = width;
  }

  static EncoderEmbedder of(ModelPackage model, ModelMemory modelMemory, ModelExcerpt part)
      throws IOException {
    Card card = model.card();
    Card.Encoder encoder = card.encoder();
    if (encoder == null) {
      throw new IOException(model.folder() + ": its card describes no encoder");
    }
    try {
      FrontEnd frontEnd =
          FrontEnd.of(card.frontEnd().name(), card.sampleRate(), card.frontEnd().parameters());
      LazyNetwork network = modelMemory.network(() -> network(model, modelMemory.engine()));
      return new EncoderEmbedder(part, frontEnd, network, encoder.width());
    } catch (IllegalArgumentException e) {
      throw new IOException(model.folder() + ": " + e.getMessage(), e);
    }
  }

  private static Network network(ModelPackage model, Engine engine) throws IOException {
    Network network = engine.encoder(model);
    boolean anyBatch = network.inputShape().get(0) == -1;
    return anyBatch && engine.bestBatch() > 1
        ? new StackedNetwork(network, engine.bestBatch())
        : network;
  }

  @Override
  public Outcome embed(Decoded.Audio song, int threads) throws IOException, ModelLoadException {
    ModelExcerpt.Outcome<FrontEnd.Outcome> outcome = part.analyse(song, frontEnd::prepare);
    if (outcome instanceof ModelExcerpt.Outcome.Silent<FrontEnd.Outcome> silent) {
      return new Outcome.Unusable(silent.reason());
    }
    var analysed = (ModelExcerpt.Outcome.Analysed<FrontEnd.Outcome>) outcome;
    if (analysed.value() instanceof FrontEnd.Outcome.Rejected rejected) {
      return new Outcome.Unusable(rejected.reason());
    }
    Embedding embedding = mean(((FrontEnd.Outcome.Ready) analysed.value()).input());
    return embedding.isFinite()
        ? new Outcome.Embedded(embedding, "", analysed.part())
        : new Outcome.Unusable("its encoder's output is not finite");
  }

  private Embedding mean(NetworkInput input) throws ModelLoadException {
    double[] sum = new double[width];
    for (int first = 0; first < input.batch(); first += BATCH) {
      NetworkInput some = input.entries(first, Math.min(BATCH, input.batch() - first));
      long[] shape = some.shape().stream().mapToLong(Long::longValue).toArray();
      float[] output = network.run(some.toArray(), shape);
      for (int i = 0; i < output.length; i++) {
        sum[i % width] += output[i];
      }
    }
    float[] mean = new float[width];
    for (int i = 0; i < width; i++) {
      mean[i] = (float) (sum[i] / input.batch());
    }
    return Embedding.of(mean);
  }

  @Override
  public void load() throws ModelLoadException {
    network.load();
  }

  @Override
  public void close() {
    network.close();
  }
}
