package io.musicreclass.convert;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.musicreclass.engine.onnx.OnnxEngine;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Runs a written network once and returns all its outputs by name. */
final class Onnx {
  private Onnx() {}

  static Map<String, float[]> run(Path file, float[] input, long... shape) throws OrtException {
    // the engine keeps ONNX Runtime's telemetry off, which must come before its environment
    new OnnxEngine(1).close();
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    Map<String, float[]> outputs = new LinkedHashMap<>();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        OrtSession session = environment.createSession(file.toString(), options);
        OnnxTensor tensor = OnnxTensor.createTensor(environment, FloatBuffer.wrap(input), shape);
        OrtSession.Result result = session.run(Map.of("input", tensor))) {
      for (Map.Entry<String, OnnxValue> entry : result) {
        FloatBuffer buffer = ((OnnxTensor) entry.getValue()).getFloatBuffer();
        float[] values = new float[buffer.remaining()];
        buffer.get(values);
        outputs.put(entry.getKey(), values);
      }
    }
    return outputs;
  }

  /** The largest difference between two rows of numbers. */
  static double worst(float[] have, float[] want) {
    if (have.length != want.length) {
      throw new AssertionError(have.length + " values, " + want.length + " wanted");
    }
    double worst = 0;
    for (int i = 0; i < have.length; i++) {
      double off = Math.abs((double) have[i] - want[i]);
      worst = Double.isNaN(off) ? Double.POSITIVE_INFINITY : Math.max(worst, off);
    }
    return worst;
  }
}
