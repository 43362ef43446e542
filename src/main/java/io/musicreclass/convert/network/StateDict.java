package io.musicreclass.convert.network;

import io.musicreclass.convert.onnx.Weights;
import io.musicreclass.convert.read.Checkpoint;
import io.musicreclass.convert.read.ConvertException;
import io.musicreclass.convert.read.Tensor;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The tensors of one network by their original names, without the prefixes of wrappers. Each is
 * requested with its shape; unused ones are reported at the end.
 */
public final class StateDict {
  /** Any size, in an expected shape. */
  public static final int ANY = -1;

  /** DataParallel and AveragedModel, torch.compile, Lightning, ema-pytorch. */
  private static final List<String> WRAPPERS =
      List.of("module.", "_orig_mod.", "model.", "net.", "online_model.");

  private final Path file;
  private final Map<String, Tensor> tensors;
  private final Set<String> taken = new HashSet<>();

  private StateDict(Path file, Map<String, Tensor> tensors) {
    this.file = file;
    this.tensors = tensors;
  }

  /** All tensors, by their full names. */
  public static StateDict of(Checkpoint checkpoint) {
    return new StateDict(checkpoint.file(), new LinkedHashMap<>(checkpoint.tensors()));
  }

  /** Without the prefixes that PyTorch's wrappers add to every name. */
  public StateDict unwrapped() {
    for (String wrapper : WRAPPERS) {
      if (!tensors.isEmpty() && tensors.keySet().stream().allMatch(n -> n.startsWith(wrapper))) {
        return under(wrapper).unwrapped();
      }
    }
    return this;
  }

  /**
   * The tensors beside a known one: its prefix is removed from all names, and tensors without it
   * belong to other networks in the file.
   */
  public static StateDict around(Checkpoint checkpoint, String anchor, String network)
      throws ConvertException {
    for (String name : checkpoint.tensors().keySet()) {
      if (name.equals(anchor) || name.endsWith("." + anchor)) {
        return of(checkpoint).under(name.substring(0, name.length() - anchor.length()));
      }
    }
    throw ConvertException.ofTensor(
        checkpoint.file(),
        anchor,
        "is missing, so this is not a " + network,
        "Give the checkpoint of a " + network + ", or import it as another kind");
  }

  /** The tensors with this prefix, by the rest of their names. */
  public StateDict under(String prefix) {
    Map<String, Tensor> inner = new LinkedHashMap<>();
    tensors.forEach(
        (name, tensor) -> {
          if (name.startsWith(prefix)) {
            inner.put(name.substring(prefix.length()), tensor);
          }
        });
    return new StateDict(file, inner);
  }

  public Path file() {
    return file;
  }

  public Set<String> names() {
    return tensors.keySet();
  }

  public boolean has(String name) {
    return tensors.containsKey(name);
  }

  /** Number of axes of a tensor, without taking it. */
  public int rank(String name) {
    Tensor tensor = tensors.get(name);
    return tensor == null ? 0 : tensor.shape().size();
  }

  /** Length of a numbered series of tensors, from 0 without a gap. */
  public int count(String pattern) {
    int n = 0;
    while (has(pattern.formatted(n))) {
      n++;
    }
    return n;
  }

  /** A tensor of any shape. */
  public Tensor take(String name) throws ConvertException {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw ConvertException.ofTensor(
          file, name, "is missing", "The file is incomplete, or of another network");
    }
    taken.add(name);
    return tensor;
  }

  /** A tensor of the expected shape. */
  public Tensor take(String name, Integer... shape) throws ConvertException {
    Tensor tensor = take(name);
    boolean fits = tensor.shape().size() == shape.length;
    for (int i = 0; fits && i < shape.length; i++) {
      fits = shape[i] == ANY ? tensor.shape().get(i) > 0 : shape[i].equals(tensor.shape().get(i));
    }
    if (!fits) {
      throw ConvertException.ofTensor(
          file,
          tensor.name(),
          "has the shape " + tensor.shape() + ", expected " + wanted(shape),
          "The file and its configuration belong to different networks: get both from the same source");
    }
    return tensor;
  }

  private static String wanted(Integer... shape) {
    return List.of(shape).toString().replace("" + ANY, "any");
  }

  /** The bias of a layer; zeros if it has none. */
  public Weights bias(String layer, int outputs) throws ConvertException {
    return has(layer + ".bias")
        ? Params.plain(take(layer + ".bias", outputs))
        : Weights.of(List.of(outputs), () -> new float[outputs]);
  }

  /** Refuses unused tensors: the network is another one. */
  public void finish(Predicate<String> harmless) throws ConvertException {
    for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
      if (!taken.contains(entry.getKey()) && !harmless.test(entry.getKey())) {
        throw ConvertException.ofTensor(
            file,
            entry.getValue().name(),
            "is not part of this network",
            "The checkpoint is of another network, which cannot be imported");
      }
    }
  }
}
