package io.musicreclass.convert.tagger;

import io.musicreclass.convert.network.BatchNorm;
import io.musicreclass.convert.network.Encoder;
import io.musicreclass.convert.network.StateDict;
import io.musicreclass.convert.onnx.OnnxGraph;
import io.musicreclass.convert.onnx.Precision;
import io.musicreclass.convert.read.Checkpoint;
import io.musicreclass.convert.read.ConvertException;
import io.musicreclass.convert.read.Tensor;
import io.musicreclass.models.Card;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * musicnn (taggers SPEC section 1): input log-mel patches [batch, 1, 187, 96]; output the embedding
 * after the last hidden layer, then the probabilities of its tags.
 */
public final class Musicnn implements Encoder.NetworkBuilder {
  /** A tensor that no other network has. */
  public static final String ANCHOR = "midend_conv1.kernel";

  static final double EPSILON = 1e-3;

  /** Published weights whose tags are known, by their SHA-256. */
  private static final Map<String, String> PUBLISHED =
      Map.of(
          "412a832c8527a813e084ba6f2cc7d068ecbbf1b68bda8c1de2e7de0d1f5fe7d1", "msd",
          "1a66a2e58e862e894c088bd7789b05874becf994f275c54d9575dab83fab4ebe", "mtt");

  private final StateDict state;
  private final String trainedOn;
  private final int width;
  private final Card.Classes classes;

  private Musicnn(StateDict state, String trainedOn, int width, Card.Classes classes) {
    this.state = state;
    this.trainedOn = trainedOn;
    this.width = width;
    this.classes = classes;
  }

  /**
   * The network in a checkpoint.
   *
   * @param labels file of its tags' names; empty: those of the published weights
   * @throws ConvertException if the checkpoint is of another network, or the names are not known or
   *     do not fit
   */
  public static Musicnn of(Checkpoint checkpoint, Optional<Path> labels) throws ConvertException {
    StateDict state = StateDict.around(checkpoint, ANCHOR, "musicnn network");
    Tensor last = state.take("dense_1.kernel", StateDict.ANY, StateDict.ANY);
    int count = last.shape().get(1);
    String trainedOn = labels.isPresent() ? "" : PUBLISHED.getOrDefault(hash(state.file()), "");
    if (labels.isEmpty() && trainedOn.isEmpty()) {
      throw ConvertException.ofOption(
          state.file(),
          "is a musicnn of other weights than the published ones, so the names of its "
              + count
              + " tags are unknown",
          "Give them with --labels FILE, one a line");
    }
    List<String> names =
        labels.isPresent()
            ? ClassNames.read(labels.get(), count)
            : ClassNames.published(trainedOn + ".txt");
    return new Musicnn(
        state,
        trainedOn,
        last.shape().get(0),
        new Card.Classes(Card.Classes.Unit.PROBABILITY, names));
  }

  private static String hash(Path file) throws ConvertException {
    try {
      return Card.Source.of(file).sha256();
    } catch (IOException e) {
      throw ConvertException.of(
          file, "cannot be read (" + e + ")", "Check that the file is complete", e);
    }
  }

  /** The published data set it was trained on, {@code msd} or {@code mtt}; empty: unknown. */
  public String trainedOn() {
    return trainedOn;
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public Optional<Card.Classes> classes() {
    return Optional.of(classes);
  }

  @Override
  public Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("width", Integer.toString(width));
    facts.put("tags", Integer.toString(classes.size()));
    return facts;
  }

  @Override
  public OnnxGraph graph(Precision precision, boolean everyState) throws ConvertException {
    OnnxGraph graph = new OnnxGraph("musicnn");
    MusicnnLayers layers = new MusicnnLayers(graph, state, precision);
    String front = new MusicnnFront(layers, state).front(layers.narrow(input(graph)));
    int[] places = MusicnnFront.places();
    int inner = layers.outputs("midend_conv1.kernel");
    int[] each = IntStream.range(0, inner).toArray();
    String c1 = middle(layers, front, 1, places, MusicnnFront.padded());
    String c2 = graph.op("Add", middle(layers, c1, 2, each, inner), c1);
    String c3 = graph.op("Add", middle(layers, c2, 3, each, inner), c2);
    int channels = MusicnnFront.padded() + 3 * inner;
    IntStream after = IntStream.range(MusicnnFront.padded(), channels);
    int[] all = IntStream.concat(IntStream.of(places), after).toArray();
    String joined = graph.node("Concat", front, c1, c2, c3).set("axis", 1).out();
    String highest = overTime(graph, "ReduceMax", joined);
    String mean = layers.narrow(overTime(graph, "ReduceMean", layers.wide(joined)));
    String pooled = graph.node("Concat", highest, mean).set("axis", 1).out();
    BatchNorm flat = BatchNorm.keras(state, "bn_flatpool", 2 * all.length, EPSILON);
    String hidden = graph.op("Relu", layers.dense(pooled, "dense", flat, all, channels, width));
    BatchNorm norm = BatchNorm.keras(state, "bn_dense", width, EPSILON);
    String embedding = layers.wide(layers.affine(hidden, "bn_dense", norm, width));
    String logits =
        layers.wide(layers.dense(layers.narrow(embedding), "dense_1", width, classes.size()));
    String tags = graph.op("Sigmoid", logits);
    String both = graph.node("Concat", embedding, tags).set("axis", 1).out();
    graph.output(both, "embedding", OnnxGraph.BATCH, width + classes.size());
    if (everyState) {
      String frames = layers.wide(chosen(graph, front, places));
      graph.output(frames, "front", OnnxGraph.BATCH, places.length, MusicnnFront.FRAMES, 1);
      String maxima = layers.wide(chosen(graph, highest, all));
      graph.output(maxima, "max_pool", OnnxGraph.BATCH, all.length);
      graph.output(layers.wide(chosen(graph, mean, all)), "mean_pool", OnnxGraph.BATCH, all.length);
      graph.output(logits, "logits", OnnxGraph.BATCH, classes.size());
    }
    state.finish(name -> false);
    return graph;
  }

  private static String input(OnnxGraph graph) {
    return graph.input("input", OnnxGraph.BATCH, 1, MusicnnFront.FRAMES, MusicnnFront.BANDS);
  }

  /** Some channels of [batch, channels, ...]. */
  private static String chosen(OnnxGraph graph, String x, int[] channels) {
    long[] indices = IntStream.of(channels).asLongStream().toArray();
    return graph.node("Gather", x, graph.integers(indices)).set("axis", 1).out();
  }

  private String middle(MusicnnLayers layers, String x, int number, int[] inputs, int channels)
      throws ConvertException {
    String name = "midend_conv" + number;
    int outputs = layers.outputs(name + ".kernel");
    String activated =
        layers.graph().op("Relu", layers.overTime(x, name, inputs, channels, outputs));
    BatchNorm norm = BatchNorm.keras(state, "bn_" + name, outputs, EPSILON);
    return layers.affine(activated, "bn_" + name, norm, outputs, 1, 1);
  }

  private static String overTime(OnnxGraph graph, String operator, String x) {
    return graph.node(operator, x).list("axes", 2, 3).set("keepdims", 0).out();
  }
}
