package io.musicreclass.convert;

import io.musicreclass.convert.network.Encoder;
import io.musicreclass.convert.onnx.OnnxGraph;
import io.musicreclass.convert.onnx.Precision;
import io.musicreclass.convert.onnx.Weights;
import io.musicreclass.convert.read.Checkpoint;
import io.musicreclass.convert.read.ConvertException;
import io.musicreclass.convert.tagger.EfficientAt;
import io.musicreclass.convert.tagger.Musicnn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** The networks of all stages at their published sizes, with random weights. */
public enum FullSizeNetworks {
  /** Stage 1's head: 518 features to 16 genres. */
  FMA("fma", 0, 0, 518),
  /** EfficientAT's mn04, a default network: a window of 10 s. */
  MN04("mn04", 0, 0, 1, 128, 1000),
  /** musicnn, a default network: a patch of 3 s. */
  MUSICNN("musicnn", 0, 0, 1, 187, 96),
  /** MERT-v1-95M on 30 s. */
  MERT95("mert95", 768, 12, 30 * 24_000),
  /** MERT-v1-330M on 30 s. */
  MERT330("mert330", 1024, 24, 30 * 24_000),
  /** OpenJMLA's ViT-B/16. */
  VIT("vit", 768, 12, 80, 2992);

  private static final List<Integer> HEAD = List.of(518, 256, 128, 16);
  private static final int TOKENS_OF_VIT = 936;
  private static final int TAGS = 50;

  private final String title;
  private final int width;
  private final int layers;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<Integer> input;

  FullSizeNetworks(String title, int width, int layers, Integer... input) {
    this.title = title;
    this.width = width;
    this.layers = layers;
    this.input = List.of(input);
  }

  /** Its short name. */
  public String title() {
    return title;
  }

  /** Sizes of the input's axes after the batch axis. */
  public List<Integer> input() {
    return input;
  }

  /** How many inputs 30 s of a song make. */
  public int perSong() {
    return this == MN04 ? 3 : this == MUSICNN ? 10 : 1;
  }

  /** Returns the network of that name. */
  public static FullSizeNetworks of(String title) {
    for (FullSizeNetworks network : values()) {
      if (network.title.equals(title)) {
        return network;
      }
    }
    throw new IllegalArgumentException(
        "unknown network " + title + ": use fma, mn04, musicnn, mert95, mert330 or vit");
  }

  /**
   * Writes its checkpoint in the published format, for MERT with the configuration beside it and
   * for musicnn with the names of its tags; keeps an existing one, which is complete.
   */
  Path checkpoint(Path folder) throws IOException {
    Path own = Files.createDirectories(folder.resolve(title));
    Path file = own.resolve(fileName());
    if (Files.exists(file)) {
      return file;
    }
    Path unfinished = file.resolveSibling("unfinished");
    Files.deleteIfExists(unfinished);
    Path written =
        switch (this) {
          case FMA -> throw new IllegalStateException("The head has no checkpoint");
          case VIT -> RandomNetworks.vit(width, layers, TOKENS_OF_VIT).zip(unfinished);
          case MN04 -> RandomTaggers.mn04().zip(unfinished);
          case MUSICNN -> {
            Files.write(labels(file), IntStream.range(0, TAGS).mapToObj(i -> "tag " + i).toList());
            yield RandomTaggers.musicnn().write(unfinished);
          }
          default -> {
            int inner = 4 * width;
            RandomNetworks.mertConfig(
                config(file), width, layers, width / 64, inner, this == MERT330);
            yield RandomNetworks.mert(width, layers, inner).zip(unfinished);
          }
        };
    return Files.move(written, file);
  }

  private String fileName() {
    return switch (this) {
      case VIT -> "epoch_20.pth";
      case MN04 -> "mn04_as_mAP_432.pt";
      case MUSICNN -> "MSD_musicnn.h5";
      default -> "pytorch_model.bin";
    };
  }

  private static Path labels(Path checkpoint) {
    return checkpoint.resolveSibling("labels.txt");
  }

  private static Path config(Path checkpoint) {
    return checkpoint.resolveSibling("config.json");
  }

  /** Writes the network as the import writes it. */
  public Path write(Path folder, Precision precision) throws Exception {
    Path onnx = folder.resolve(title + (precision == Precision.FP16 ? ".fp16" : "") + ".onnx");
    if (this == FMA) {
      head(precision).write(onnx);
      return onnx;
    }
    Path checkpoint = checkpoint(folder);
    try (Checkpoint open = Checkpoint.open(checkpoint)) {
      encoder(open, checkpoint).write(onnx, precision);
    }
    return onnx;
  }

  private Encoder encoder(Checkpoint open, Path checkpoint) throws ConvertException {
    return switch (this) {
      case VIT -> JmlaFamily.encoder(open, OptionalInt.empty(), Import.Pooling.MEAN);
      case MN04 -> new Encoder(EfficientAt.of(open, Optional.empty()));
      case MUSICNN -> new Encoder(Musicnn.of(open, Optional.of(labels(checkpoint))));
      default -> MertFamily.encoder(open, Optional.of(config(checkpoint)));
    };
  }

  private static OnnxGraph head(Precision precision) {
    OnnxGraph graph = new OnnxGraph("head");
    String x = graph.cast(graph.input("input", OnnxGraph.BATCH, HEAD.get(0)), precision);
    for (int i = 1; i < HEAD.size(); i++) {
      List<Integer> shape = List.of(HEAD.get(i - 1), HEAD.get(i));
      String w = graph.weights("w" + i, Weights.of(shape, () -> values(shape)), precision);
      x = graph.op("MatMul", x, w);
      x = i < HEAD.size() - 1 ? graph.op("Relu", x) : x;
    }
    graph.output(
        graph.cast(x, Precision.FP32), "logits", OnnxGraph.BATCH, HEAD.get(HEAD.size() - 1));
    return graph;
  }

  private static float[] values(List<Integer> shape) {
    SplittableRandom random = new SplittableRandom(shape.get(0));
    float[] values = new float[shape.get(0) * shape.get(1)];
    double spread = Math.sqrt(6.0 / shape.get(0));
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (random.nextDouble(-1, 1) * spread);
    }
    return values;
  }
}
