package io.musicreclass.engine.tensorrt.probe;

import io.musicreclass.engine.Engine;
import io.musicreclass.engine.Network;
import io.musicreclass.engine.onnx.OnnxEngine;
import io.musicreclass.engine.tensorrt.GpuMemoryException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A device whose "engines" are small files that name the ONNX file they came from, and are run by
 * ONNX Runtime. What goes wrong is scripted.
 */
public final class ScriptedDevice implements GpuDevice {
  public static final DeviceInfo ORIN =
      new DeviceInfo("10.3.0", "12.6", "12.6", "Orin", "8.7", 64L << 30);

  public final List<String> built = new CopyOnWriteArrayList<>();
  public final List<String> loaded = new CopyOnWriteArrayList<>();
  public final AtomicInteger open = new AtomicInteger();
  public final AtomicLong free = new AtomicLong(32L << 30);
  public final AtomicInteger closed = new AtomicInteger();

  /** Multiplies what half-precision engines say. */
  public volatile float half = 1;

  /** Multiplies what full-precision engines say. */
  public volatile float full = 1;

  public volatile boolean runsFail;
  public volatile boolean loadsFail;
  public volatile @Nullable String buildFailure;

  /** Somebody else takes all memory when an engine is loaded. */
  public volatile boolean robbed;

  /** There is memory for the engine, but not for its run. */
  public volatile boolean crowded;

  /** A build waits for it, half done. */
  public volatile CountDownLatch gate = new CountDownLatch(0);

  private final DeviceInfo info;
  private final Engine cpu = new OnnxEngine(1);

  public ScriptedDevice() {
    this(ORIN);
  }

  public ScriptedDevice(DeviceInfo info) {
    this.info = info;
  }

  @Override
  public DeviceInfo info() {
    return info;
  }

  @Override
  public long freeMemory() {
    return free.get();
  }

  @Override
  public void build(
      Path onnx, OptimizationProfile profile, Path engine, Path timingCache, BuildProgress progress)
      throws IOException {
    built.add(onnx.getFileName().toString());
    Files.writeString(engine, "half an engine");
    Files.writeString(timingCache, "measured");
    boolean wanted = progress.at(0.5);
    try {
      while (wanted && gate.getCount() > 0) {
        Thread.sleep(5);
        wanted = progress.at(0.5);
      }
    } catch (InterruptedException e) {
      wanted = false;
    }
    if (!wanted) {
      throw new InterruptedIOException("given up");
    }
    if (buildFailure != null) {
      throw new IOException(buildFailure);
    }
    Files.writeString(engine, String.join("\n", info.identity()) + "\n" + onnx);
    progress.at(1);
  }

  @Override
  public Network load(Path engine) throws IOException {
    loaded.add(engine.getFileName().toString());
    if (robbed) {
      free.set(0);
      throw new IOException("out of memory");
    }
    if (crowded) {
      throw new GpuMemoryException("TensorRT cannot create the context");
    }
    List<String> lines = Files.readAllLines(engine);
    if (loadsFail || lines.size() != 4 || !lines.subList(0, 3).equals(info.identity())) {
      throw new IOException(engine + " is no engine of this device");
    }
    Path onnx = Path.of(lines.get(3));
    Network network = cpu.load(onnx);
    open.incrementAndGet();
    return new Scripted(network, onnx.toString().contains("fp16"));
  }

  private final class Scripted implements Network {
    private final Network network;
    private final boolean isHalf;
    private boolean isClosed;

    Scripted(Network network, boolean isHalf) {
      this.network = network;
      this.isHalf = isHalf;
    }

    @Override
    public float[] run(float[] input, long... shape) {
      if (runsFail) {
        throw new IllegalStateException("CUDA error 700");
      }
      float[] output = network.run(input, shape);
      for (int i = 0; i < output.length; i++) {
        output[i] *= isHalf ? half : full;
      }
      return output;
    }

    @Override
    public List<Long> inputShape() {
      return network.inputShape();
    }

    @Override
    public List<Long> outputShape() {
      return network.outputShape();
    }

    @Override
    public void close() {
      if (!isClosed) {
        isClosed = true;
        open.decrementAndGet();
        network.close();
      }
    }
  }

  @Override
  public void close() {
    closed.incrementAndGet();
    cpu.close();
  }
}
