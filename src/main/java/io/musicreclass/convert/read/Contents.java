package io.musicreclass.convert.read;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a file holds, parted: the tensors of its state dictionary by name, and the other values at
 * its top level ({@link Tensor} of NumPy, lists, texts, numbers).
 */
record Contents(Map<String, Tensor> tensors, Map<String, Object> values) {
  /** Under which keys training scripts put the weights beside other things. */
  private static final List<String> STATE_KEYS =
      List.of("state_dict", "model_state_dict", "model", "net");

  /** Parts the object of a pickle. */
  static Contents of(@Nullable Object root) throws ConvertException {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    Map<String, Object> values = new LinkedHashMap<>();
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
    } else if (plain instanceof Tensor tensor) {
      tensors.put("", tensor.named(""));
    }
    return new Contents(tensors, values);
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
