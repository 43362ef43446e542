package io.musicreclass.train.method;

import java.util.List;
import java.util.TreeMap;

/** The registry of methods. */
public final class HeadMethods {
  /** Those of this program: one line each. */
  private static final List<HeadMethod> OWN = List.of(new MlpMethod());

  /** Methods of the module {@code reclass-train}, whether it is installed or not. */
  private static final List<String> OF_MODULE = List.of("xgboost", "linear", "rbf");

  private HeadMethods() {}

  /** All that are installed, by name. */
  public static List<HeadMethod> all() {
    TreeMap<String, HeadMethod> methods = new TreeMap<>();
    OWN.forEach(method -> methods.put(method.name(), method));
    TrainingModule.find(HeadMethod.class)
        .forEach(method -> methods.putIfAbsent(method.name(), method));
    return List.copyOf(methods.values());
  }

  /**
   * The method of this name.
   *
   * @throws IllegalArgumentException if there is none; says which there are, or how it is installed
   */
  public static HeadMethod of(String name) {
    List<HeadMethod> all = all();
    return all.stream()
        .filter(method -> method.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(unknown(name, all)));
  }

  private static String unknown(String name, List<HeadMethod> all) {
    return OF_MODULE.contains(name)
        ? name + " needs the module reclass-train: " + TrainingModule.REMEDY
        : name + " is none of " + String.join(", ", all.stream().map(HeadMethod::name).toList());
  }
}
