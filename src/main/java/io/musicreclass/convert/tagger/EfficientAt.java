package io.musicreclass.convert.tagger;

import io.musicreclass.convert.network.Encoder;
import io.musicreclass.convert.network.StateDict;
import io.musicreclass.convert.onnx.OnnxGraph;
import io.musicreclass.convert.onnx.Precision;
import io.musicreclass.convert.read.Checkpoint;
import io.musicreclass.convert.read.ConvertException;
import io.musicreclass.models.Card;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * EfficientAT's MobileNetV3 of any width (taggers SPEC section 2): input log-mel windows [batch, 1,
 * 128, frames]; output the means of the last convolution, then the logits of its classes.
 */
public final class EfficientAt implements Encoder.NetworkBuilder {
  /** A tensor that no other network has. */
  public static final String ANCHOR = "features.4.block.2.conc_se_layers.0.fc1.weight";

  private static final String LAST = "features.16";
  private static final int BANDS = 128;

  /** An inverted residual block; activation ReLU unless it is hardswish. */
  private record Block(int kernel, boolean squeezes, boolean hardswish, int stride) {}

  private static final List<Block> BLOCKS =
      List.of(
          new Block(3, false, false, 1),
          new Block(3, false, false, 2),
          new Block(3, false, false, 1),
          new Block(5, true, false, 2),
          new Block(5, true, false, 1),
          new Block(5, true, false, 1),
          new Block(3, false, true, 2),
          new Block(3, false, true, 1),
          new Block(3, false, true, 1),
          new Block(3, false, true, 1),
          new Block(3, true, true, 1),
          new Block(3, true, true, 1),
          new Block(5, true, true, 2),
          new Block(5, true, true, 1),
          new Block(5, true, true, 1));

  private final StateDict state;
  private final int width;
  private final Card.Classes classes;

  private EfficientAt(StateDict state, int width, Card.Classes classes) {
    this.state = state;
    this.width = width;
    this.classes = classes;
  }

  /**
   * The network in a checkpoint.
   *
   * @param labels file of its classes' names; empty: those of AudioSet
   * @throws ConvertException if the checkpoint is of another network, or the names do not fit
   */
  public static EfficientAt of(Checkpoint checkpoint, Optional<Path> labels)
      throws ConvertException {
    StateDict state = StateDict.around(checkpoint, ANCHOR, "EfficientAT network");
    int width = MobileLayers.outputs(state, LAST + ".0.weight");
    int count = state.take("classifier.5.weight", StateDict.ANY, StateDict.ANY).shape().get(0);
    return new EfficientAt(
        state, width, new Card.Classes(Card.Classes.Unit.LOGIT, names(state, count, labels)));
  }

  private static List<String> names(StateDict state, int count, Optional<Path> labels)
      throws ConvertException {
    if (labels.isPresent()) {
      return ClassNames.read(labels.get(), count);
    }
    List<String> audioSet = ClassNames.published("audioset.txt");
    if (count != audioSet.size()) {
      throw ConvertException.ofOption(
          state.file(),
          "has " + count + " classes, where AudioSet has " + audioSet.size(),
          "Give their names with --labels FILE, one a line");
    }
    return audioSet;
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
    facts.put("blocks", Integer.toString(BLOCKS.size()));
    facts.put("width", Integer.toString(width));
    facts.put("classes", Integer.toString(classes.size()));
    return facts;
  }

  @Override
  public OnnxGraph graph(Precision precision, boolean everyState) throws ConvertException {
    return new Assembly(precision).graph(everyState);
  }

  /** One run of building the graph. */
  private final class Assembly {
    private final OnnxGraph graph = new OnnxGraph("efficientat");
    private final MobileLayers layers;

    Assembly(Precision precision) {
      this.layers = new MobileLayers(graph, state, precision);
    }

    OnnxGraph graph(boolean everyState) throws ConvertException {
      String x = layers.narrow(graph.input("input", OnnxGraph.BATCH, 1, BANDS, "frames"));
      x =
          layers.hardswish(
              layers.conv(x, new MobileLayers.Conv("features.0.0", "features.0.1", 1, 3, 2, 1)));
      int channels = layers.outputs("features.0.0.weight");
      for (int i = 0; i < BLOCKS.size(); i++) {
        String name = "features." + (i + 1) + ".block.";
        int out = layers.outputs(projection(name, BLOCKS.get(i)) + ".0.weight");
        x = block(x, name, BLOCKS.get(i), channels, out);
        channels = out;
      }
      x =
          layers.hardswish(
              layers.conv(x, new MobileLayers.Conv(LAST + ".0", LAST + ".1", channels, 1, 1, 1)));
      String pooled =
          graph.node("ReduceMean", layers.wide(x)).list("axes", 2, 3).set("keepdims", 0).out();
      int inner = state.take("classifier.2.weight", StateDict.ANY, width).shape().get(0);
      String hidden =
          layers.hardswish(layers.linear(layers.narrow(pooled), "classifier.2", width, inner));
      String logits = layers.wide(layers.linear(hidden, "classifier.5", inner, classes.size()));
      String both = graph.node("Concat", pooled, logits).set("axis", 1).out();
      graph.output(both, "embedding", OnnxGraph.BATCH, width + classes.size());
      if (everyState) {
        graph.output(layers.wide(hidden), "hidden", OnnxGraph.BATCH, inner);
      }
      state.finish(tensor -> tensor.endsWith(".num_batches_tracked"));
      return graph;
    }

    private String block(String input, String name, Block block, int inputs, int outputs)
        throws ConvertException {
      String x = input;
      int channels = inputs;
      boolean expands = expands(name, block);
      if (expands) {
        channels = layers.outputs(name + "0.0.weight");
        x =
            act(
                layers.conv(x, new MobileLayers.Conv(name + "0.0", name + "0.1", inputs, 1, 1, 1)),
                block);
      }
      String depthwise = name + (expands ? 1 : 0);
      MobileLayers.Conv each =
          new MobileLayers.Conv(
              depthwise + ".0", depthwise + ".1", 1, block.kernel, block.stride, channels);
      x = act(layers.conv(x, each), block);
      if (block.squeezes) {
        x = layers.squeezed(x, name + (expands ? 2 : 1) + ".conc_se_layers.0.", channels);
      }
      String projection = projection(name, block);
      x =
          layers.conv(
              x, new MobileLayers.Conv(projection + ".0", projection + ".1", channels, 1, 1, 1));
      return block.stride == 1 && inputs == outputs ? graph.op("Add", x, input) : x;
    }

    /** A block of equal widths inside and outside has no expansion. */
    private boolean expands(String name, Block block) {
      return state.has(name + (block.squeezes ? 3 : 2) + ".0.weight");
    }

    private String projection(String name, Block block) {
      int last = (block.squeezes ? 2 : 1) + (expands(name, block) ? 1 : 0);
      return name + last;
    }

    private String act(String x, Block block) {
      return block.hardswish ? layers.hardswish(x) : graph.op("Relu", x);
    }
  }
}
