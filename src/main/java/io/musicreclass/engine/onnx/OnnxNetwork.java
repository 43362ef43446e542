package io.musicreclass.engine.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.musicreclass.engine.Network;
import io.musicreclass.engine.Shapes;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/** One ONNX Runtime session. */
final class OnnxNetwork implements Network {
  private final Path file;
  private final String input;
  private final List<Long> inputShape;
  private final List<Long> outputShape;
  // Runs take the read lock, close the write lock: the session is never freed during a run.
  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private @Nullable OrtSession session;

  /** Takes ownership of the session; closes it unless it has one input and one output. */
  OnnxNetwork(OrtSession session, Path file) throws OrtException, IOException {
    this.file = file;
    try {
      Map<String, NodeInfo> inputs = session.getInputInfo();
      Map<String, NodeInfo> outputs = session.getOutputInfo();
      if (inputs.size() != 1 || outputs.size() != 1) {
        throw new IOException(
            file
                + " has "
                + inputs.size()
                + " inputs and "
                + outputs.size()
                + " outputs, expected one of each: import the model again");
      }
      input = inputs.keySet().iterator().next();
      inputShape = shape(inputs);
      outputShape = shape(outputs);
    } catch (OrtException | IOException | RuntimeException e) {
      session.close();
      throw e;
    }
    this.session = session;
  }

  private List<Long> shape(Map<String, NodeInfo> nodes) throws IOException {
    NodeInfo node = nodes.values().iterator().next();
    if (!(node.getInfo() instanceof TensorInfo info) || info.type != OnnxJavaType.FLOAT) {
      throw new IOException(
          file + ": " + node.getName() + " is not a float32 tensor: import the model again");
    }
    return Arrays.stream(info.getShape()).boxed().toList();
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
    Shapes.check(values.length, shape, inputShape, file);
    lock.readLock().lock();
    try {
      OrtSession open = session;
      if (open == null) {
        throw new IllegalStateException("The network of " + file + " is closed");
      }
      try (OnnxTensor tensor =
              OnnxTensor.createTensor(
                  OrtEnvironment.getEnvironment(), FloatBuffer.wrap(values), shape);
          OrtSession.Result result = open.run(Map.of(input, tensor))) {
        OnnxTensor output = (OnnxTensor) result.get(0);
        FloatBuffer buffer = output.getFloatBuffer();
        float[] copy = new float[buffer.remaining()];
        buffer.get(copy);
        return copy;
      }
    } catch (OrtException e) {
      throw new IllegalStateException("Running " + file + " failed: " + e.getMessage(), e);
    } finally {
      lock.readLock().unlock();
    }
  }

  @Override
  public void close() {
    lock.writeLock().lock();
    try {
      if (session != null) {
        session.close();
        session = null;
      }
    } catch (OrtException e) {
      throw new IllegalStateException("Closing " + file + " failed: " + e.getMessage(), e);
    } finally {
      lock.writeLock().unlock();
    }
  }
}
