package io.musicreclass.testing;

import io.musicreclass.engine.Engine;
import io.musicreclass.engine.EngineState;
import io.musicreclass.engine.Network;
import io.musicreclass.models.ModelPackage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An engine whose models give scripted answers, and that records loads and runs. */
public final class ScriptedEngine implements Engine {
  private final Map<String, float[]> answers = new HashMap<>();
  private final Set<String> broken = new HashSet<>();
  private final Map<String, Error> loadErrors = new HashMap<>();
  private final Map<String, Runnable> onRun = new HashMap<>();
  private final Map<String, Runnable> onHeadRun = new HashMap<>();
  private final Set<String> inMemory = new HashSet<>();

  public final List<String> loads = new ArrayList<>();
  public final List<String> runs = new ArrayList<>();

  /** The last input of each model's head. */
  public final Map<String, float[]> headInputs = new HashMap<>();

  public int mostInMemory;

  /** Makes a model give these probabilities to every song. */
  public ScriptedEngine answers(String model, double... p) {
    float[] logits = new float[p.length];
    for (int i = 0; i < p.length; i++) {
      logits[i] = (float) Math.log(p[i]);
    }
    answers.put(model, logits);
    return this;
  }

  /** Makes a model's encoder impossible to load, as if its file were broken. */
  public ScriptedEngine cannotLoad(String model) {
    broken.add(model);
    return this;
  }

  /** Makes a model's encoder fail whenever it runs. */
  public ScriptedEngine failsAt(String model) {
    return onRun(
        model,
        () -> {
          throw new IllegalStateException("out of memory");
        });
  }

  /** Sets what happens whenever a model's encoder runs; it may throw, or never return. */
  public synchronized ScriptedEngine onRun(String model, Runnable action) {
    onRun.put(model, action);
    return this;
  }

  /** The same for its head. */
  public synchronized ScriptedEngine onHeadRun(String model, Runnable action) {
    onHeadRun.put(model, action);
    return this;
  }

  /** Ends all failures. */
  public synchronized ScriptedEngine works() {
    loadErrors.clear();
    onRun.clear();
    onHeadRun.clear();
    return this;
  }

  private synchronized Runnable action(Map<String, Runnable> onRun, String model) {
    return onRun.getOrDefault(model, () -> {});
  }

  /** Names of the models whose encoders are loaded. */
  public synchronized Set<String> inMemory() {
    return Set.copyOf(inMemory);
  }

  @Override
  public String kind() {
    return "scripted";
  }

  @Override
  public String version() {
    return "1";
  }

  @Override
  public EngineState state() {
    return EngineState.CPU;
  }

  @Override
  public Network load(Path onnx) {
    throw new AssertionError("Networks are loaded by their package");
  }

  /** Makes loading a model's encoder fail with this error for now. */
  public synchronized ScriptedEngine failsToLoad(String model, Error error) {
    loadErrors.put(model, error);
    return this;
  }

  @Override
  public synchronized Network encoder(ModelPackage model) throws IOException {
    String name = model.card().name();
    loads.add(name);
    if (loadErrors.containsKey(name)) {
      throw loadErrors.get(name);
    }
    if (broken.contains(name)) {
      throw new IOException(name + " is broken: import the model again");
    }
    inMemory.add(name);
    mostInMemory = Math.max(mostInMemory, inMemory.size());
    return new Scripted(name, answers.get(name).length);
  }

  /**
   * The logits are the embedding itself, or of an input that is longer the sum of its beginning and
   * its end; for a model without encoder, the scripted answer.
   */
  @Override
  public Network head(ModelPackage model) {
    String name = model.card().name();
    boolean hasEncoder = model.encoder().isPresent();
    int outputs = answers.get(name).length;
    return new Network() {
      @Override
      public float[] run(float[] input, long... shape) {
        action(onHeadRun, name).run();
        headInputs.put(name, input.clone());
        if (!hasEncoder) {
          return answers.get(name).clone();
        }
        float[] logits = Arrays.copyOf(input, outputs);
        for (int i = 0; input.length > outputs && i < outputs; i++) {
          logits[i] += input[input.length - outputs + i];
        }
        return logits;
      }

      @Override
      public List<Long> inputShape() {
        return List.of(-1L, -1L);
      }

      @Override
      public List<Long> outputShape() {
        return List.of(-1L, (long) outputs);
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public void close() {}

  private final class Scripted implements Network {
    private final String name;
    private final int width;

    Scripted(String name, int width) {
      this.name = name;
      this.width = width;
    }

    @Override
    public float[] run(float[] input, long... shape) {
      synchronized (ScriptedEngine.this) {
        if (!inMemory.contains(name)) {
          throw new AssertionError(name + " was run after it was freed");
        }
        runs.add(name);
      }
      action(onRun, name).run();
      return answers.get(name).clone();
    }

    @Override
    public List<Long> inputShape() {
      return List.of(-1L, -1L);
    }

    @Override
    public List<Long> outputShape() {
      return List.of(-1L, (long) width);
    }

    @Override
    public void close() {
      synchronized (ScriptedEngine.this) {
        inMemory.remove(name);
      }
    }
  }
}
