package io.musicreclass.convert.read;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The contents of a checkpoint by their purpose.
 *
 * @param tensors the network's weights, by the names of its state dictionary
 * @param averaged an averaged copy (EMA) of them, by the same names; empty if there is none
 * @param average what the file calls the copy; empty if there is none
 * @param unused names of tensors used only in training
 * @param values everything beside the weights: {@link Tensor} of NumPy, lists, texts, numbers
 */
record Contents(
    Map<String, Tensor> tensors,
    Map<String, Tensor> averaged,
    String average,
    List<String> unused,
    Map<String, Object> values) {
  /** Keys under which training scripts store the weights. */
  private static final List<String> STATE_KEYS =
      List.of(
          "state_dict", "model_state_dict", "model", "net", "model_state", "network", "weights");

  /** Sorts the object of a pickle. */
  static Contents of(@Nullable Object root) throws ConvertException {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    Map<String, Object> values = new LinkedHashMap<>();
    Map<String, Tensor> averaged = new LinkedHashMap<>();
    String average = "";
    Object plain = plain(root);
    if (plain instanceof Map<?, ?> map) {
      Map<?, ?> weights = map;
      for (String key : STATE_KEYS) {
        if (map.get(key) instanceof Map<?, ?> inner && weights == map) {
          weights = inner;
        }
      }
      collect(weights, tensors, values);
      if (weights != map) {
        collect(map, new LinkedHashMap<>(), values);
      }
      Optional<String> key = TensorRoles.averagedKey(map);
      if (key.isPresent() && map.get(key.get()) instanceof Map<?, ?> copy) {
        average = key.get();
        collect(copy, averaged, new LinkedHashMap<>());
      }
    } else if (plain instanceof Tensor tensor) {
      tensors.put("", tensor.named(""));
    }
    return sorted(tensors, averaged, average, values);
  }

  /** Sorts the tensors of one state dictionary. */
  static Contents of(Map<String, Tensor> state, Map<String, Object> values) {
    return sorted(state, new LinkedHashMap<>(), "", values);
  }

  private static Contents sorted(
      Map<String, Tensor> state,
      Map<String, Tensor> copy,
      String copyName,
      Map<String, Object> values) {
    Map<String, Tensor> weights = new LinkedHashMap<>();
    Map<String, Tensor> averaged = new LinkedHashMap<>();
    List<String> unused = new ArrayList<>();
    String average = copyName;
    for (Map.Entry<String, Tensor> entry : state.entrySet()) {
      String name = entry.getKey();
      Optional<String> inAverage = TensorRoles.inAverage(name);
      Optional<String> scaler = TensorRoles.scaler(name);
      if (inAverage.isPresent()) {
        copy.put(inAverage.get(), entry.getValue());
        average = name.substring(0, name.indexOf('.'));
      } else if (scaler.isPresent()) {
        values.putIfAbsent(scaler.get(), entry.getValue());
      } else if (TensorRoles.isOfTraining(name)) {
        unused.add(name);
      } else {
        weights.put(name, entry.getValue());
      }
    }
    Map<String, String> dotless = new HashMap<>();
    weights.keySet().forEach(name -> dotless.put(name.replace(".", ""), name));
    for (Map.Entry<String, Tensor> entry : copy.entrySet()) {
      // Some trainers register each averaged tensor as a buffer, whose name must not contain dots.
      String name = dotless.getOrDefault(entry.getKey(), entry.getKey());
      if (!TensorRoles.isOfTraining(name) && TensorRoles.scaler(name).isEmpty()) {
        averaged.put(name, entry.getValue());
      }
    }
    return weights.isEmpty() && !averaged.isEmpty()
        ? new Contents(averaged, Map.of(), "", unused, values)
        : new Contents(weights, averaged, averaged.isEmpty() ? "" : average, unused, values);
  }

  /** The same with the averaged copy as the weights. */
  Contents withAverage() {
    return new Contents(averaged, Map.of(), average, unused, values);
  }

  private static void collect(
      Map<?, ?> map, Map<String, Tensor> tensors, Map<String, Object> values)
      throws ConvertException {
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      String name = String.valueOf(entry.getKey());
      Object value = plain(entry.getValue());
      if (value instanceof Tensor tensor) {
        Tensor named = tensor.named(name);
        tensors.put(name, named);
        values.put(name, named);
      } else if (value != null) {
        values.put(name, value);
      }
    }
  }

  private static @Nullable Object plain(@Nullable Object value) {
    return value instanceof NumpyArray array ? array.value() : value;
  }
}
