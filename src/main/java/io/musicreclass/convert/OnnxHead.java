package io.musicreclass.convert;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Writes a head, an MLP with ReLU between its layers, as an ONNX file (opset 17): input {@code
 * input} [batch, width], output {@code logits} [batch, genres], both float32. The same layers give
 * the same bytes.
 */
public final class OnnxHead {
  private static final int IR_VERSION = 8;
  private static final int OPSET = 17;
  private static final String BATCH = "batch";

  private final GraphProto.Builder graph = GraphProto.newBuilder().setName("head");
  private String last = "input";
  private int width;
  private int layers;

  /** A head without layers yet, taking this many inputs. */
  public OnnxHead(int width) {
    this.width = width;
    graph.addInput(value(last, width));
  }

  /**
   * Limits the input to -limit ... limit, before the first layer.
   *
   * @return this
   */
  public OnnxHead clip(float limit) {
    if (layers > 0 || !(limit > 0)) {
      throw new IllegalArgumentException("A limit above 0, before the first layer, is wanted");
    }
    graph.addInitializer(tensor("low", new float[] {-limit}));
    graph.addInitializer(tensor("high", new float[] {limit}));
    node("Clip", "clipped", "low", "high");
    return this;
  }

  /**
   * Appends a layer, after a ReLU unless it is the first.
   *
   * @param weights row-major [outputs, inputs], as PyTorch's Linear has them; inputs is the width
   *     so far
   * @param bias one number an output
   * @return this
   */
  public OnnxHead layer(float[] weights, float[] bias) {
    if (weights.length != (long) width * bias.length || bias.length == 0) {
      throw new IllegalArgumentException(
          weights.length + " weights for " + width + " inputs and " + bias.length + " outputs");
    }
    if (layers > 0) {
      node("Relu", "hidden" + layers);
    }
    layers++;
    graph.addInitializer(tensor("weight" + layers, weights, bias.length, width));
    graph.addInitializer(tensor("bias" + layers, bias, bias.length));
    node("Gemm", "layer" + layers, "weight" + layers, "bias" + layers)
        .addAttribute(
            AttributeProto.newBuilder()
                .setName("transB")
                .setType(AttributeProto.AttributeType.INT)
                .setI(1));
    width = bias.length;
    return this;
  }

  /** The finished file. */
  public byte[] toBytes() {
    if (layers == 0) {
      throw new IllegalStateException("A head needs a layer");
    }
    GraphProto.Builder whole = graph.clone().addOutput(value("logits", width));
    whole.getNodeBuilder(whole.getNodeCount() - 1).setOutput(0, "logits");
    return ModelProto.newBuilder()
        .setIrVersion(IR_VERSION)
        .setProducerName("reclass")
        .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET))
        .setGraph(whole)
        .build()
        .toByteArray();
  }

  private NodeProto.Builder node(String operator, String output, String... parameters) {
    NodeProto.Builder node =
        graph.addNodeBuilder().setOpType(operator).setName(output).addInput(last);
    for (String parameter : parameters) {
      node.addInput(parameter);
    }
    last = output;
    return node.addOutput(output);
  }

  private static ValueInfoProto value(String name, int width) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    shape.addDimBuilder().setDimParam(BATCH);
    shape.addDimBuilder().setDimValue(width);
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder()
                        .setElemType(TensorProto.DataType.FLOAT.getNumber())
                        .setShape(shape)))
        .build();
  }

  private static TensorProto tensor(String name, float[] values, long... shape) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES))
            .order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      bytes.putFloat(value);
    }
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(TensorProto.DataType.FLOAT.getNumber())
            .setRawData(ByteString.copyFrom(bytes.flip()));
    for (long size : shape) {
      tensor.addDims(size);
    }
    return tensor.build();
  }
}
