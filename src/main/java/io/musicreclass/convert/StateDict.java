package io.musicreclass.convert;

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
 * The tensors of one network by the names its makers gave them, without what a wrapper put before.
 * Each is asked for with its shape; what nobody asked for is told at the end.
 */
final class StateDict {
  /** Stands for any size in a wanted shape. */
  static final int ANY = -1;

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
  static StateDict of(Checkpoint checkpoint) {
    return new StateDict(checkpoint.file(), new LinkedHashMap<>(checkpoint.tensors()));
  }

  /** Without what wrappers of PyTorch put before every name. */
  StateDict unwrapped() {
    for (String wrapper : WRAPPERS) {
      if (!tensors.isEmpty() && tensors.keySet().stream().allMatch(n -> n.startsWith(wrapper))) {
        return under(wrapper).unwrapped();
      }
    }
    return this;
  }

  /**
   * The tensors beside a known one: what stands before its name there is stripped from all, and
   * those without it belong to other networks in the file.
   */
  static StateDict around(Checkpoint checkpoint, String anchor, String network)
      throws ConvertException {
    for (String name : checkpoint.tensors().keySet()) {
      if (name.equals(anchor) || name.endsWith("." + anchor)) {
        return of(checkpoint).under(name.substring(0, name.length() - anchor.length()));
      }
    }
    throw ConvertException.ofTensor(
        checkpoint.file(),
        anchor,
        "is missing, so this is no " + network,
        "Give the checkpoint of a " + network + ", or import it as what it is");
  }

  /** Those whose names begin so, by the rest of their names. */
  StateDict under(String prefix) {
    Map<String, Tensor> inner = new LinkedHashMap<>();
    tensors.forEach(
        (name, tensor) -> {
          if (name.startsWith(prefix)) {
            inner.put(name.substring(prefix.length()), tensor);
          }
        });
    return new StateDict(file, inner);
  }

  Path file() {
    return file;
  }

  Set<String> names() {
    return tensors.keySet();
  }

  boolean has(String name) {
    return tensors.containsKey(name);
  }

  /** How many axes a tensor has, without taking it. */
  int rank(String name) {
    Tensor tensor = tensors.get(name);
    return tensor == null ? 0 : tensor.shape().size();
  }

  /** How many of a numbered series there are, from 0 without a gap. */
  int count(String pattern) {
    int n = 0;
    while (has(pattern.formatted(n))) {
      n++;
    }
    return n;
  }

  /** A tensor of whatever shape. */
  Tensor take(String name) throws ConvertException {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw ConvertException.ofTensor(
          file, name, "is missing", "The file is not whole, or of another network");
    }
    taken.add(name);
    return tensor;
  }

  /** A tensor of that shape. */
  Tensor take(String name, Integer... shape) throws ConvertException {
    Tensor tensor = take(name);
    boolean fits = tensor.shape().size() == shape.length;
    for (int i = 0; fits && i < shape.length; i++) {
      fits = shape[i] == ANY ? tensor.shape().get(i) > 0 : shape[i].equals(tensor.shape().get(i));
    }
    if (!fits) {
      throw ConvertException.ofTensor(
          file,
          tensor.name(),
          "has the shape " + tensor.shape() + " where " + wanted(shape) + " belongs",
          "The file and its configuration are not of one network: get both from one place");
    }
    return tensor;
  }

  private static String wanted(Integer... shape) {
    return List.of(shape).toString().replace("" + ANY, "any");
  }

  /** The bias of a layer; zeros where it was made without. */
  Weights bias(String layer, int outputs) throws ConvertException {
    return has(layer + ".bias")
        ? Params.plain(take(layer + ".bias", outputs))
        : Weights.of(List.of(outputs), () -> new float[outputs]);
  }

  /** Refuses tensors nobody asked for, which would be ignored: the network is another one. */
  void finish(Predicate<String> harmless) throws ConvertException {
    for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
      if (!taken.contains(entry.getKey()) && !harmless.test(entry.getKey())) {
        throw ConvertException.ofTensor(
            file,
            entry.getValue().name(),
            "belongs to no part of this network",
            "It was made by another one, which cannot be imported");
      }
    }
  }
}
