package io.musicreclass.pipeline;

import io.musicreclass.decode.Decoded;
import io.musicreclass.engine.Engine;
import io.musicreclass.engine.Network;
import io.musicreclass.features.FrontEnd;
import io.musicreclass.features.NetworkInput;
import io.musicreclass.models.Card;
import io.musicreclass.models.ModelPackage;
import io.musicreclass.track.Embedding;
import java.io.IOException;

/** Hears by an encoder network; where its front-end gives several examples, their mean. */
final class NetworkEar implements Ear {
  /** Examples a run: a thousand at once would need gigabytes inside the network. */
  private static final int AT_ONCE = 16;

  private final Part part;
  private final FrontEnd frontEnd;
  private final Network network;
  private final int width;

  private NetworkEar(Part part, FrontEnd frontEnd, Network network, int width) {
    this.part = part;
    this.frontEnd = frontEnd;
    this.network = network;
    this.width = width;
  }

  static NetworkEar load(ModelPackage model, Engine engine, Part part) throws IOException {
    Card card = model.card();
    Card.Encoder encoder = card.encoder();
    if (encoder == null) {
      throw new IOException(model.folder() + ": its card describes no encoder");
    }
    try {
      FrontEnd frontEnd =
          FrontEnd.of(card.frontEnd().name(), card.sampleRate(), card.frontEnd().parameters());
      return new NetworkEar(part, frontEnd, engine.encoder(model), encoder.width());
    } catch (IllegalArgumentException e) {
      throw new IOException(model.folder() + ": " + e.getMessage(), e);
    }
  }

  @Override
  public Heard listen(Decoded.Audio song, int threads) throws IOException {
    FrontEnd.Outcome outcome = frontEnd.prepare(part.of(song));
    if (outcome instanceof FrontEnd.Outcome.Unfit unfit) {
      return new Heard.Nothing(unfit.reason());
    }
    Embedding embedding = mean(((FrontEnd.Outcome.Ready) outcome).input());
    return embedding.isFinite()
        ? new Heard.Sound(embedding, "")
        : new Heard.Nothing("its encoder's output is not finite");
  }

  private Embedding mean(NetworkInput input) {
    double[] sum = new double[width];
    for (int first = 0; first < input.batch(); first += AT_ONCE) {
      NetworkInput some = input.entries(first, Math.min(AT_ONCE, input.batch() - first));
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
  public void close() {
    network.close();
  }
}
