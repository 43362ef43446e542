package io.musicreclass.convert.read;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.razorvine.pickle.IObjectConstructor;
import net.razorvine.pickle.PickleException;

/**
 * The only globals a checkpoint may name (golden networks SPEC section 6, and scikit-learn's two
 * preprocessing classes), each with its replacement. Nothing else is looked up by name.
 */
final class PickleGlobals {
  private static final Set<String> NUMPY_CORES =
      Set.of("numpy.core.multiarray", "numpy._core.multiarray");
  private static final Set<String> SKLEARN =
      Set.of(
          "sklearn.preprocessing._data.StandardScaler",
          "sklearn.preprocessing.data.StandardScaler",
          "sklearn.preprocessing._label.LabelEncoder",
          "sklearn.preprocessing.label.LabelEncoder");

  private final Path file;
  private final Storages storages;

  PickleGlobals(Path file, Storages storages) {
    this.file = file;
    this.storages = storages;
  }

  /** A storage class: only a name within a persistent id, never called. */
  private record StorageClass(ElementType type) implements IObjectConstructor {
    @Override
    public Object construct(Object[] arguments) {
      throw new PickleException("a storage class is called");
    }
  }

  /** numpy.ndarray: only a name within its own reconstruction. */
  private enum NdarrayClass implements IObjectConstructor {
    INSTANCE;

    @Override
    public Object construct(Object[] arguments) {
      throw new PickleException("numpy.ndarray is called");
    }
  }

  /** The attributes of an object whose class does not exist in Java. */
  static final class Attributes extends LinkedHashMap<Object, Object> {
    private static final long serialVersionUID = 1L;
  }

  IObjectConstructor find(String module, String name) {
    String full = module + "." + name;
    if (module.equals("torch")) {
      for (ElementType type : ElementType.values()) {
        if (name.equals(type.storageClass())) {
          return new StorageClass(type);
        }
      }
    }
    if (NUMPY_CORES.contains(module)) {
      if (name.equals("_reconstruct")) {
        return arguments -> new NumpyArray(file);
      }
      if (name.equals("scalar")) {
        return arguments -> ((NumpyType) arguments[0]).scalar((byte[]) arguments[1]);
      }
    }
    if (SKLEARN.contains(full)) {
      return arguments -> new Attributes();
    }
    return switch (full) {
      case "collections.OrderedDict" -> PickleGlobals::dictionary;
      case "torch._utils._rebuild_tensor_v2" -> this::tensor;
      case "torch._utils._rebuild_parameter" -> arguments -> arguments[0];
      case "numpy.ndarray" -> NdarrayClass.INSTANCE;
      case "numpy.dtype" -> arguments -> new NumpyType((String) arguments[0]);
      case "_codecs.encode" -> PickleGlobals::encoded;
      default -> throw new SafePickle.ForeignGlobal(full);
    };
  }

  /** Sets the state of an object, as its class would. */
  void build(Object object, Object state) {
    if (object instanceof NumpyArray array) {
      array.build((Object[]) state);
    } else if (object instanceof NumpyType type) {
      type.build((Object[]) state);
    } else if (object instanceof Attributes attributes) {
      attributes.putAll((Map<?, ?>) state);
    } else if (!(object instanceof LinkedHashMap)) {
      throw new PickleException("an object takes no state");
    }
    // the state of an OrderedDict is torch's _metadata: nothing in it is needed
  }

  /** The storage behind ('storage', class, key, location, count); the location is a device tag. */
  Storage storage(Object[] id) {
    if (id.length < 5 || !"storage".equals(id[0]) || !(id[1] instanceof StorageClass c)) {
      throw new PickleException("a persistent id is not a storage");
    }
    String key = (String) id[2];
    long count = ((Number) id[4]).longValue();
    return storages
        .find(key, c.type(), count)
        .orElseThrow(
            () ->
                new PickleException(
                    "storage " + key + " claims " + count + " values, more than the file holds"));
  }

  private Tensor tensor(Object[] a) {
    List<Integer> shape = new ArrayList<>();
    for (Object size : (Object[]) a[2]) {
      shape.add(Math.toIntExact(((Number) size).longValue()));
    }
    List<Long> strides = new ArrayList<>();
    for (Object stride : (Object[]) a[3]) {
      strides.add(((Number) stride).longValue());
    }
    return new Tensor(file, "", (Storage) a[0], ((Number) a[1]).longValue(), shape, strides);
  }

  private static Map<Object, Object> dictionary(Object[] arguments) {
    Map<Object, Object> map = new LinkedHashMap<>();
    if (arguments.length > 0) {
      for (Object pair : (List<?>) arguments[0]) {
        List<?> both = pair instanceof Object[] tuple ? Arrays.asList(tuple) : (List<?>) pair;
        map.put((String) both.get(0), both.get(1));
      }
    }
    return map;
  }

  private static byte[] encoded(Object[] arguments) {
    if (!"latin1".equals(arguments[1])) {
      throw new PickleException("bytes are written in " + arguments[1] + ", not latin1");
    }
    return ((String) arguments[0]).getBytes(StandardCharsets.ISO_8859_1);
  }
}
