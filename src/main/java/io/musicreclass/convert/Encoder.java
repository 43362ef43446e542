package io.musicreclass.convert;

import io.musicreclass.convert.onnx.Precision;
import io.musicreclass.convert.read.Checkpoint;
import io.musicreclass.convert.read.ConvertException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * An encoder found in a checkpoint, ready to be written as ONNX: one float32 input {@code input},
 * one float32 output {@code embedding} [batch, width]. Its names and shapes have been checked; its
 * weights are read, and checked to be finite, when it is written. The checkpoint must stay open.
 */
final class Encoder {
  private final NetworkBuilder blueprint;

  private Encoder(NetworkBuilder blueprint) throws ConvertException {
    this.blueprint = blueprint;
    blueprint.graph(Precision.FP32, false);
  }

  /**
   * MERT (golden networks SPEC section 1): input a normalised 24 kHz waveform [batch, samples],
   * embedding the mean over time of the last hidden state. Waveforms of one batch have one length.
   *
   * @param config the {@code config.json} that belongs to the checkpoint
   * @throws ConvertException if the two are no network of this kind, or not of one network
   */
  public static Encoder mert(Checkpoint checkpoint, Path config) throws ConvertException {
    return new Encoder(Mert.of(checkpoint, Optional.of(config)));
  }

  /**
   * As {@link #mert(Checkpoint, Path)}, without a configuration: one of the two published MERTs.
   *
   * @throws ConvertException if it is neither
   */
  public static Encoder mert(Checkpoint checkpoint) throws ConvertException {
    return new Encoder(Mert.of(checkpoint, Optional.empty()));
  }

  /**
   * OpenJMLA's ViT (SPEC section 2): input a normalised log-mel spectrogram [batch, mel bands,
   * frames], of the one size that its positions are for.
   *
   * @param heads attention heads, which no checkpoint tells; empty: 12 at width 768
   * @throws ConvertException if it is no such network, or the heads are not known
   */
  public static Encoder jmla(Checkpoint checkpoint, OptionalInt heads, Pooling pooling)
      throws ConvertException {
    return new Encoder(Vit.of(checkpoint, heads, pooling));
  }

  /**
   * VGGish (SPEC section 3): input log-mel examples [batch, 1, 96, 64], one embedding each; with
   * PCA parameters, here or in the checkpoint itself, quantised to whole numbers 0 to 255.
   *
   * @throws ConvertException if either is not what it should be
   */
  public static Encoder vggish(Checkpoint checkpoint, Optional<Checkpoint> pca)
      throws ConvertException {
    return new Encoder(Vggish.of(checkpoint, pca));
  }

  /**
   * The convolutions of a genre CNN (SPEC section 5): input a mel spectrogram in dB [batch, 1, mel
   * bands, frames], embedding what its classifier takes. {@link CheckpointHead} reads the
   * classifier from the same file.
   *
   * @throws ConvertException if it is none of the known forms
   */
  public static Encoder genreCnn(Checkpoint checkpoint) throws ConvertException {
    StateDict state = StateDict.of(checkpoint).unwrapped();
    return new Encoder(
        state.has("layer1.0.conv1.weight") ? new ResidualCnn(state) : PlainCnn.of(state));
  }

  /** Width of the embedding. */
  public int width() {
    return blueprint.width();
  }

  /** How many frames of a spectrogram it must be given; empty: any number. */
  OptionalInt frames() {
    return blueprint.frames();
  }

  /** What was found, for people: layers, widths. */
  public Map<String, String> facts() {
    return blueprint.facts();
  }

  /**
   * Writes the network; see {@code OnnxGraph.write} about large weights.
   *
   * @param file ending in {@code .onnx}
   * @throws ConvertException if a tensor cannot be read or is not finite; nothing is left behind
   * @throws IOException if the files cannot be written; nothing is left behind
   */
  public void write(Path file, Precision precision) throws ConvertException, IOException {
    blueprint.graph(precision, false).write(file);
  }

  /** As {@link #write}, with each layer's result as an output of its own. */
  void writeEveryState(Path file, Precision precision) throws ConvertException, IOException {
    blueprint.graph(precision, true).write(file);
  }
}
