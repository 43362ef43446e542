package io.musicreclass.engine.tensorrt.nvidia;

import io.musicreclass.engine.Network;
import io.musicreclass.engine.Shapes;
import io.musicreclass.engine.tensorrt.GpuMemoryException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.tensorrt.global.nvinfer.DataType;
import org.bytedeco.tensorrt.global.nvinfer.OptProfileSelector;
import org.bytedeco.tensorrt.global.nvinfer.TensorIOMode;
import org.bytedeco.tensorrt.nvinfer.ICudaEngine;
import org.bytedeco.tensorrt.nvinfer.IExecutionContext;

/** A compiled network with all its memory allocated at load time; one run at a time. */
final class NvidiaNetwork implements Network {
  private final String name;
  private final TensorRtLogger log;
  private final Object lock = new Object();
  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final String input;
  private final String output;
  private final List<Long> inputShape;
  private final List<Long> outputShape;
  private final List<Long> least;
  private final List<Long> most;
  private final NativeHandle<IExecutionContext> context;
  private final CudaStream stream;
  private final GpuFloats in;
  private final GpuFloats out;

  /**
   * Takes ownership of an engine, even if this fails.
   *
   * @param name for messages
   * @throws GpuMemoryException if it does not fit in memory
   * @throws IOException if it does not have one float32 input and output
   */
  @SuppressWarnings("try") // the scope takes effect by being open
  NvidiaNetwork(String name, NativeHandle<ICudaEngine> engine, TensorRtLogger log)
      throws IOException {
    this.name = name;
    this.log = log;
    open.push(engine);
    try (PointerScope scope = new PointerScope()) {
      ICudaEngine plan = engine.get();
      input = tensor(plan, TensorIOMode.kINPUT);
      output = tensor(plan, TensorIOMode.kOUTPUT);
      inputShape = Dimensions.of(plan.getTensorShape(input));
      outputShape = Dimensions.of(plan.getTensorShape(output));
      least = Dimensions.of(plan.getProfileShape(input, 0, OptProfileSelector.kMIN));
      most = Dimensions.of(plan.getProfileShape(input, 0, OptProfileSelector.kMAX));
      requireMemory(plan.getDeviceMemorySizeV2());
      context = own(context(plan));
      stream = own(new CudaStream());
      in = own(new GpuFloats(Dimensions.values(most)));
      shape(most);
      out =
          own(
              new GpuFloats(
                  Dimensions.values(Dimensions.of(context.get().getTensorShape(output)))));
    } catch (IllegalStateException e) {
      close();
      throw new GpuMemoryException(name + ": " + e.getMessage());
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Creates the context of a deserialised engine, which can only fail for lack of memory. */
  private NativeHandle<IExecutionContext> context(ICudaEngine plan) throws GpuMemoryException {
    try {
      return NativeHandle.of("context of " + name, plan.createExecutionContext(), log);
    } catch (IOException e) {
      throw new GpuMemoryException(e.getMessage() + ": probably out of memory");
    }
  }

  private <T extends AutoCloseable> T own(T resource) {
    open.push(resource);
    return resource;
  }

  private String tensor(ICudaEngine plan, TensorIOMode mode) throws IOException {
    String found = null;
    for (int i = 0; i < plan.getNbIOTensors(); i++) {
      String tensor = plan.getIOTensorName(i);
      if (plan.getTensorIOMode(tensor).value == mode.value) {
        if (found != null || plan.getTensorDataType(tensor).value != DataType.kFLOAT.value) {
          throw new IOException(
              name + " does not have one float32 input and output: build it again");
        }
        found = tensor;
      }
    }
    if (found == null) {
      throw new IOException(name + " lacks an input or an output: build it again");
    }
    return found;
  }

  private void requireMemory(long needed) throws GpuMemoryException {
    long free = Cuda.freeMemory();
    if (needed > free) {
      throw new GpuMemoryException(
          name
              + " needs "
              + (needed >> 20)
              + " MB to run, "
              + (free >> 20)
              + " MB are free: set reclass.engine.resident=one, or stop other programs that use the GPU");
    }
  }

  private void shape(List<Long> sizes) {
    if (!context.get().setInputShape(input, Dimensions.of(sizes))) {
      throw new IllegalStateException(name + " refuses the shape " + sizes + log.takeErrors());
    }
  }

  @Override
  public List<Long> inputShape() {
    return inputShape;
  }

  @Override
  public List<Long> outputShape() {
    return outputShape;
  }

  @Override
  public float[] run(float[] values, long... shape) {
    Shapes.check(values.length, shape, inputShape, name);
    List<Long> sizes = Arrays.stream(shape).boxed().toList();
    for (int i = 0; i < shape.length; i++) {
      if (shape[i] < least.get(i) || shape[i] > most.get(i)) {
        throw new IllegalArgumentException(
            name + " was built for " + least + " to " + most + ", not for " + sizes);
      }
    }
    synchronized (lock) {
      return run(values, sizes);
    }
  }

  @SuppressWarnings("try") // the scope takes effect by being open
  private float[] run(float[] values, List<Long> sizes) {
    try (PointerScope scope = new PointerScope()) {
      IExecutionContext run = context.get();
      shape(sizes);
      int count = Dimensions.values(Dimensions.of(run.getTensorShape(output)));
      in.upload(values, stream);
      boolean queued =
          run.setTensorAddress(input, in.device())
              && run.setTensorAddress(output, out.device())
              && run.enqueueV3(stream.get());
      if (!queued) {
        throw new IllegalStateException("Running " + name + " failed" + log.takeErrors());
      }
      out.download(count, stream);
      stream.await();
      return out.read(count);
    }
  }

  @Override
  public void close() {
    synchronized (lock) {
      RuntimeException failed = null;
      while (!open.isEmpty()) {
        try {
          open.pop().close();
        } catch (RuntimeException e) {
          failed = e;
        } catch (Exception e) {
          failed = new IllegalStateException("Closing " + name + " failed", e);
        }
      }
      if (failed != null) {
        throw failed;
      }
    }
  }
}
