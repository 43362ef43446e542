package io.musicreclass.convert.read;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableGroup;
import java.lang.reflect.Array;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes HDF5 files as Keras lays them out. */
public final class KerasFiles {
  private final Map<String, Map<String, Object>> layers = new LinkedHashMap<>();

  /** Adds or replaces a variable of a layer. */
  public KerasFiles put(String layer, String variable, List<Integer> shape, float[] values) {
    Object array = Array.newInstance(float.class, shape.stream().mapToInt(i -> i).toArray());
    fill(array, values, new int[1]);
    return put(layer, variable, array);
  }

  /** The same of anything that jHDF can write. */
  public KerasFiles put(String layer, String variable, Object array) {
    layers.computeIfAbsent(layer, name -> new LinkedHashMap<>()).put(variable, array);
    return this;
  }

  /** Removes a variable. */
  public KerasFiles remove(String layer, String variable) {
    layers.get(layer).remove(variable);
    return this;
  }

  private static void fill(Object array, float[] values, int[] at) {
    if (array instanceof float[] row) {
      System.arraycopy(values, at[0], row, 0, row.length);
      at[0] += row.length;
    } else {
      for (Object inner : (Object[]) array) {
        fill(inner, values, at);
      }
    }
  }

  /** Writes {@code model_weights/LAYER/LAYER/VARIABLE:0}. */
  public Path write(Path file) {
    try (WritableHdfFile hdf = HdfFile.write(file)) {
      WritableGroup weights = hdf.putGroup("model_weights");
      layers.forEach(
          (layer, variables) -> {
            WritableGroup group = weights.putGroup(layer).putGroup(layer);
            variables.forEach((name, array) -> group.putDataset(name + ":0", array));
          });
    }
    return file;
  }
}
