package io.musicreclass.testing;

import io.musicreclass.engine.Engine;
import io.musicreclass.engine.EngineState;
import io.musicreclass.engine.Network;
import io.musicreclass.models.ModelPackage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An engine whose models say what the test tells them to, and that keeps a diary. */
public final class ScriptedEngine implements Engine {
  private final Map<String, float[]> answers = new HashMap<>();
  private final Set<String> broken = new HashSet<>();
  private final Map<String, Error> badLoads = new HashMap<>();
  private final Map<String, Runnable> troubles = new HashMap<>();
  private final Map<String, Runnable> headTroubles = new HashMap<>();
  private final Set<String> inMemory = new HashSet<>();

  public final List<String> loads = new ArrayList<>();
  public final List<String> runs = new ArrayList<>();
  public int mostInMemory;

  /** This model gives these probabilities to every song. */
  public ScriptedEngine answers(String model, double... p) {
    float[] logits = new float[p.length];
    for (int i = 0; i < p.length; i++) {
      logits[i] = (float) Math.log(p[i]);
    }
    answers.put(model, logits);
    return this;
  }

  /** This model's encoder cannot be loaded. */
  public ScriptedEngine cannotLoad(String model) {
    broken.add(model);
    return this;
  }

  /** This model's encoder fails whenever it is run. */
  public ScriptedEngine failsAt(String model) {
    return onRun(
        model,
        () -> {
          throw new IllegalStateException("out of memory");
        });
  }

  /** This is done whenever this model's encoder is run; it may throw, or not return. */
  public synchronized ScriptedEngine onRun(String model, Runnable trouble) {
    troubles.put(model, trouble);
    return this;
  }

  /** The same whenever its head is run. */
  public synchronized ScriptedEngine onHeadRun(String model, Runnable trouble) {
    headTroubles.put(model, trouble);
    return this;
  }

  /** Nothing fails any more. */
  public synchronized ScriptedEngine works() {
    badLoads.clear();
    troubles.clear();
    headTroubles.clear();
    return this;
  }

  private synchronized Runnable trouble(Map<String, Runnable> troubles, String model) {
    return troubles.getOrDefault(model, () -> {});
  }

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
    throw new AssertionError("Nobody loads a network without its package");
  }

  /** This model's encoder cannot be loaded now. */
  public synchronized ScriptedEngine failsToLoad(String model, Error error) {
    badLoads.put(model, error);
    return this;
  }

  @Override
  public synchronized Network encoder(ModelPackage model) throws IOException {
    String name = model.card().name();
    loads.add(name);
    if (badLoads.containsKey(name)) {
      throw badLoads.get(name);
    }
    if (broken.contains(name)) {
      throw new IOException(name + " is broken: import the model again");
    }
    inMemory.add(name);
    mostInMemory = Math.max(mostInMemory, inMemory.size());
    return new Scripted(name, answers.get(name).length);
  }

  /** Its logits are the embedding itself; of a model without encoder, what it was told to say. */
  @Override
  public Network head(ModelPackage model) {
    String name = model.card().name();
    boolean listens = model.encoder().isPresent();
    int outputs = answers.get(name).length;
    return new Network() {
      @Override
      public float[] run(float[] input, long... shape) {
        trouble(headTroubles, name).run();
        return listens ? input.clone() : answers.get(name).clone();
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
      trouble(troubles, name).run();
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
