package io.musicreclass.classify;

import io.musicreclass.decode.Decoded;
import io.musicreclass.decode.ahead.ReadAhead;
import io.musicreclass.engine.Engine;
import io.musicreclass.engine.Network;
import io.musicreclass.engine.StackedNetwork;
import io.musicreclass.features.frontend.FrontEnd;
import io.musicreclass.features.frontend.NetworkInput;
import io.musicreclass.models.Card;
import io.musicreclass.models.ModelPackage;
import io.musicreclass.track.Embedding;
import io.musicreclass.track.Pcm;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Embeds by an encoder network; if its front-end gives several examples, patches or windows, as
 * their weighted mean. The scores of an encoder's classes follow the embedding in the same vector
 * ({@link Card.Encoder#embedding}, {@link Card.Encoder#scores}).
 */
final class EncoderEmbedder implements Embedder {
  /** Examples per run: a thousand at once would take gigabytes inside the network. */
  private static final int BATCH = 16;

  private final ModelExcerpt part;
  private final FrontEnd frontEnd;
  private final LazyNetwork network;
  private final int outputs;
  private final boolean onePerRun;

  /**
   * @param onePerRun whether entries are run one by one, several at the same time
   */
  private EncoderEmbedder(
      ModelExcerpt part, FrontEnd frontEnd, LazyNetwork network, int outputs, boolean onePerRun) {
    this.part = part;
    this.frontEnd = frontEnd;
    this.network = network;
    this.outputs = outputs;
    this.onePerRun = onePerRun;
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
      boolean patches = frontEnd.isStreaming();
      Engine engine = modelMemory.engine();
      LazyNetwork network = modelMemory.network(() -> network(model, engine, patches));
      boolean onePerRun = patches && engine.bestBatch() == 1;
      return new EncoderEmbedder(part, frontEnd, network, encoder.outputs(), onePerRun);
    } catch (IllegalArgumentException e) {
      throw new IOException(model.folder() + ": " + e.getMessage(), e);
    }
  }

  private static Network network(ModelPackage model, Engine engine, boolean patches)
      throws IOException {
    Network network = patches ? engine.encoderOfPatches(model) : engine.encoder(model);
    boolean anyBatch = network.inputShape().get(0) == -1;
    return anyBatch && engine.bestBatch() > 1
        ? new StackedNetwork(network, engine.bestBatch())
        : network;
  }

  @Override
  public Outcome embed(Decoded.Audio song, int threads) throws IOException, ModelLoadException {
    try {
      return embedded(song, threads);
    } catch (LoadFailure e) {
      throw e.failure;
    }
  }

  private Outcome embedded(Decoded.Audio song, int threads) throws IOException {
    boolean ahead = threads > 1 && frontEnd.isStreaming();
    ModelExcerpt.Outcome<Mean> outcome =
        part.analyse(song, pcm -> mean(ahead ? new ReadAhead(pcm) : pcm, threads));
    if (outcome instanceof ModelExcerpt.Outcome.Silent<Mean> silent) {
      return new Outcome.Unusable(silent.reason());
    }
    var analysed = (ModelExcerpt.Outcome.Analysed<Mean>) outcome;
    if (analysed.value().unfit.isPresent()) {
      return new Outcome.Unusable(analysed.value().unfit.get());
    }
    Embedding embedding = analysed.value().embedding();
    return embedding.isFinite()
        ? new Outcome.Embedded(embedding, "", analysed.part())
        : new Outcome.Unusable("its encoder's output is not finite");
  }

  private Mean mean(Pcm pcm, int threads) throws IOException {
    Mean mean = new Mean(threads);
    try (PatchRuns runs = mean.runs()) {
      mean.unfit = frontEnd.prepare(pcm, part -> mean.next(part, runs));
      runs.finish();
    }
    return mean;
  }

  private float[] run(NetworkInput entries) {
    long[] shape = entries.shape().stream().mapToLong(Long::longValue).toArray();
    try {
      return network.run(entries.toArray(), shape);
    } catch (ModelLoadException e) {
      throw new LoadFailure(e);
    }
  }

  /** The network could not be loaded in the middle of a song. */
  private static final class LoadFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final ModelLoadException failure;

    LoadFailure(ModelLoadException failure) {
      super(failure);
      this.failure = failure;
    }
  }

  /**
   * The weighted mean of the outputs for all parts of a song. A part is run when the next one
   * comes, so that a song of a single part needs no run if the excerpt turns out to be silent.
   */
  private final class Mean {
    private final int threads;
    private final double[] sum = new double[outputs];
    private double weight;
    private @Nullable NetworkInput last;
    private Optional<String> unfit = Optional.empty();

    Mean(int threads) {
      this.threads = threads;
    }

    PatchRuns runs() {
      return new PatchRuns(EncoderEmbedder.this::run, this::add, threads);
    }

    void next(NetworkInput next, PatchRuns runs) {
      runLast(runs);
      last = next;
    }

    Embedding embedding() {
      try (PatchRuns runs = runs()) {
        runLast(runs);
        runs.finish();
      }
      float[] mean = new float[outputs];
      for (int i = 0; i < outputs; i++) {
        mean[i] = (float) (sum[i] / weight);
      }
      return Embedding.of(mean);
    }

    private void runLast(PatchRuns runs) {
      NetworkInput input = last;
      last = null;
      if (input != null && onePerRun) {
        runs.add(input);
        return;
      }
      for (int first = 0; input != null && first < input.batch(); first += BATCH) {
        NetworkInput some = input.entries(first, Math.min(BATCH, input.batch() - first));
        add(some, EncoderEmbedder.this.run(some));
      }
    }

    private void add(NetworkInput some, float[] output) {
      for (int i = 0; i < output.length; i++) {
        sum[i % outputs] += (double) output[i] * some.weight();
      }
      weight += (double) some.batch() * some.weight();
    }
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
