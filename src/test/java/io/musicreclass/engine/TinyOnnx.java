package io.musicreclass.engine;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.stream.IntStream;

/** ONNX files for tests: logits = W x, W[o][i] = o + 1 where i == o, else 0. */
public final class TinyOnnx {
  private TinyOnnx() {}

  public static byte[] diagonal(int inputs, int outputs) {
    TensorProto.Builder weights =
        TensorProto.newBuilder().setName("w").setDataType(1).addDims(outputs).addDims(inputs);
    IntStream.range(0, inputs * outputs)
        .forEach(i -> weights.addFloatData(i % inputs == i / inputs ? i / inputs + 1 : 0));
    return ModelProto.newBuilder()
        .setIrVersion(8)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(17))
        .setGraph(
            GraphProto.newBuilder()
                .setName("tiny")
                .addInput(value("input", inputs))
                .addOutput(value("logits", outputs))
                .addInitializer(weights)
                .addNode(
                    NodeProto.newBuilder()
                        .setOpType("Gemm")
                        .addInput("input")
                        .addInput("w")
                        .addOutput("logits")
                        .addAttribute(
                            AttributeProto.newBuilder()
                                .setName("transB")
                                .setType(AttributeProto.AttributeType.INT)
                                .setI(1))))
        .build()
        .toByteArray();
  }

  private static ValueInfoProto value(String name, int width) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    shape.addDimBuilder().setDimParam("batch");
    shape.addDimBuilder().setDimValue(width);
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(TypeProto.Tensor.newBuilder().setElemType(1).setShape(shape)))
        .build();
  }
}
