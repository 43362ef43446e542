package io.musicreclass.convert;

import io.musicreclass.convert.network.BatchNorm;
import io.musicreclass.convert.network.Params;
import io.musicreclass.convert.network.StateDict;
import io.musicreclass.convert.onnx.OnnxHead;
import io.musicreclass.convert.onnx.Weights;
import io.musicreclass.convert.read.Checkpoint;
import io.musicreclass.convert.read.ConvertException;
import io.musicreclass.convert.read.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A head found in a checkpoint (golden networks SPEC section 4): the numbered Linear layers of one
 * Sequential, with ReLU between them, which the file does not record; a batch norm directly after a
 * layer is folded into it. Also the classifier of a genre CNN. The checkpoint must stay open.
 */
final class CheckpointHead {
  private static final Pattern LINEAR = Pattern.compile("(.*?)(\\d{0,6})\\.weight");

  private final List<Tensor> weights = new ArrayList<>();
  private final List<Weights> kernels = new ArrayList<>();
  private final List<Weights> biases = new ArrayList<>();

  private CheckpointHead() {}

  /**
   * Finds the head of a checkpoint that contains nothing else, or of a genre CNN.
   *
   * @throws ConvertException if there is none, or its layers do not fit each other
   */
  public static CheckpointHead of(Checkpoint checkpoint) throws ConvertException {
    StateDict state = StateDict.of(checkpoint);
    CheckpointHead head = of(state);
    boolean convolutions =
        checkpoint.tensors().values().stream().anyMatch(tensor -> tensor.shape().size() == 4);
    state.finish(name -> convolutions || name.endsWith(".num_batches_tracked"));
    return head;
  }

  static CheckpointHead of(StateDict state) throws ConvertException {
    Map<String, TreeMap<Integer, String>> rows = new TreeMap<>();
    for (String name : state.names()) {
      Matcher matcher = LINEAR.matcher(name);
      if (matcher.matches() && state.rank(name) == 2) {
        int index = matcher.group(2).isEmpty() ? 0 : Integer.parseInt(matcher.group(2));
        rows.computeIfAbsent(matcher.group(1), prefix -> new TreeMap<>())
            .put(index, name.substring(0, name.length() - ".weight".length()));
      }
    }
    if (rows.size() != 1) {
      throw ConvertException.of(
          state.file(),
          rows.isEmpty()
              ? "contains no layers of a head"
              : "contains more than one sequence of layers: " + rows.keySet(),
          "Give a file that contains one head: Linear layers with ReLU between them");
    }
    CheckpointHead head = new CheckpointHead();
    Map.Entry<String, TreeMap<Integer, String>> row = rows.entrySet().iterator().next();
    for (Map.Entry<Integer, String> layer : row.getValue().entrySet()) {
      head.append(state, layer.getValue(), row.getKey() + (layer.getKey() + 1));
    }
    return head;
  }

  private void append(StateDict state, String name, String norm) throws ConvertException {
    int inputs = weights.isEmpty() ? StateDict.ANY : outputs();
    Tensor weight = state.take(name + ".weight", StateDict.ANY, inputs);
    int outputs = weight.shape().get(0);
    Weights bias = state.bias(name, outputs);
    weights.add(weight);
    if (state.has(norm + ".running_mean")) {
      BatchNorm folded = new BatchNorm(state, norm, outputs, 1e-5);
      kernels.add(folded.weight(weight));
      biases.add(folded.bias(bias));
    } else {
      kernels.add(Params.plain(weight));
      biases.add(bias);
    }
  }

  /** Number of inputs. */
  public int inputs() {
    return weights.get(0).shape().get(1);
  }

  /** Number of outputs, one per genre. */
  public int outputs() {
    return weights.get(weights.size() - 1).shape().get(0);
  }

  /** Its widths, for people, as {@code 518-256-128-16}. */
  public String widths() {
    return Stream.concat(Stream.of(inputs()), weights.stream().map(weight -> weight.shape().get(0)))
        .map(Object::toString)
        .collect(Collectors.joining("-"));
  }

  /**
   * The expected logits, computed in double precision.
   *
   * @param input one value per input, scaled
   */
  double[] logits(double[] input) throws ConvertException {
    double[] x = input;
    for (int layer = 0; layer < kernels.size(); layer++) {
      float[] kernel = kernels.get(layer).load();
      float[] bias = biases.get(layer).load();
      double[] y = new double[bias.length];
      for (int o = 0; o < y.length; o++) {
        y[o] = bias[o];
        for (int i = 0; i < x.length; i++) {
          y[o] += (double) kernel[o * x.length + i] * (layer == 0 ? x[i] : Math.max(0, x[i]));
        }
      }
      x = y;
    }
    return x;
  }

  /**
   * The ONNX file.
   *
   * @throws ConvertException if a tensor cannot be read or is not finite
   */
  public byte[] toOnnx() throws ConvertException {
    OnnxHead head = new OnnxHead(inputs());
    for (int i = 0; i < kernels.size(); i++) {
      head.layer(kernels.get(i).load(), biases.get(i).load());
    }
    return head.toBytes();
  }
}
