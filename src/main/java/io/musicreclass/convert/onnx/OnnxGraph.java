package io.musicreclass.convert.onnx;

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
import io.musicreclass.convert.read.ConvertException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * An ONNX network under construction (opset 17, IR 8): values are known by name, operators are
 * added in the order they run. The same calls give the same bytes.
 */
public final class OnnxGraph {
  private static final int IR_VERSION = 8;
  private static final int OPSET = 17;

  private static final String ML_DOMAIN = "ai.onnx.ml";
  private static final int ML_OPSET = 3;

  /** The batch axis, of variable size. */
  public static final String BATCH = "batch";

  private final GraphProto.Builder graph;
  private final List<WeightFile.Entry> weights = new ArrayList<>();
  private final Set<String> constants = new HashSet<>();
  private boolean hasMl;

  /** An empty network of that name. */
  public OnnxGraph(String name) {
    graph = GraphProto.newBuilder().setName(name);
  }

  /**
   * Declares a float32 input.
   *
   * @param axes each an Integer, or a String for a variable size
   * @return its name
   */
  public String input(String name, Object... axes) {
    graph.addInput(value(name, axes));
    return name;
  }

  /**
   * Declares a value as a float32 output with its own name.
   *
   * @param axes each an Integer, or a String for a variable size
   */
  public void output(String value, String name, Object... axes) {
    graph.addNodeBuilder().setOpType("Identity").setName(name).addInput(value).addOutput(name);
    graph.addOutput(value(name, axes));
  }

  /** Adds an operator with one output. */
  public Node node(String operator, String... inputs) {
    String output = operator + "_" + graph.getNodeCount();
    return new Node(
        graph
            .addNodeBuilder()
            .setOpType(operator)
            .setName(output)
            .addAllInput(List.of(inputs))
            .addOutput(output));
  }

  /** Adds an operator of the domain {@code ai.onnx.ml} with one output. */
  public Node mlNode(String operator, String... inputs) {
    hasMl = true;
    return new Node(node(operator, inputs).node.setDomain(ML_DOMAIN));
  }

  /** Adds an operator without attributes. */
  public String op(String operator, String... inputs) {
    return node(operator, inputs).out();
  }

  /** Adds a conversion to that precision. */
  public String cast(String value, Precision to) {
    return node("Cast", value).set("to", to.code()).out();
  }

  /** Adds weights, loaded when the file is written. */
  public String weights(String name, Weights values, Precision precision) {
    weights.add(new WeightFile.Entry(name, values, precision));
    return name;
  }

  /** A list of integers as a constant; equal lists are stored once. */
  public String integers(long... values) {
    StringBuilder name = new StringBuilder("int");
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setDataType(TensorProto.DataType.INT64.getNumber())
            .addDims(values.length);
    for (long value : values) {
      name.append('_').append(value);
      tensor.addInt64Data(value);
    }
    return constant(name.toString(), tensor);
  }

  /** A scalar constant of that precision; equal ones are stored once. */
  public String number(float value, Precision precision) {
    return constant(
        precision + "_" + value,
        TensorProto.newBuilder()
            .setDataType(precision.code())
            .setRawData(ByteString.copyFrom(WeightFile.encode(new float[] {value}, precision))));
  }

  /** Small float32 weights in memory, always stored inside the graph. */
  public String values(String name, List<Integer> shape, float[] values) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setDataType(Precision.FP32.code())
            .setRawData(ByteString.copyFrom(WeightFile.encode(values, Precision.FP32)));
    shape.forEach(tensor::addDims);
    return constant(name, tensor);
  }

  private String constant(String name, TensorProto.Builder tensor) {
    if (constants.add(name)) {
      graph.addInitializer(tensor.setName(name));
    }
    return name;
  }

  /**
   * Writes the network; weights of more than 64 MB together go to a file of the same name with the
   * ending {@code .data}, one after the other.
   *
   * @param file ending in {@code .onnx}
   * @throws ConvertException if a weight cannot be read; no file is left behind
   * @throws IOException if the files cannot be written; no file is left behind
   */
  public void write(Path file) throws ConvertException, IOException {
    new WeightFile(weights).write(file, model());
  }

  /** The file of a network whose weights are all inside the graph. */
  public byte[] toBytes() {
    if (!weights.isEmpty()) {
      throw new IllegalStateException("Weights that are loaded when written need a file");
    }
    return model().build().toByteArray();
  }

  private ModelProto.Builder model() {
    ModelProto.Builder model =
        ModelProto.newBuilder()
            .setIrVersion(IR_VERSION)
            .setProducerName("reclass")
            .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET))
            .setGraph(graph.clone());
    if (hasMl) {
      model.addOpsetImportBuilder().setDomain(ML_DOMAIN).setVersion(ML_OPSET);
    }
    return model;
  }

  private static ValueInfoProto value(String name, Object... axes) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (Object axis : axes) {
      if (axis instanceof Integer size) {
        shape.addDimBuilder().setDimValue(size);
      } else {
        shape.addDimBuilder().setDimParam(axis.toString());
      }
    }
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

  /** An operator of a graph, whose attributes can be set. */
  public static final class Node {
    private final NodeProto.Builder node;

    private Node(NodeProto.Builder node) {
      this.node = node;
    }

    /** Sets an integer. */
    public Node set(String attribute, long value) {
      node.addAttribute(named(attribute, AttributeProto.AttributeType.INT).setI(value));
      return this;
    }

    /** Sets a number. */
    public Node set(String attribute, float value) {
      node.addAttribute(named(attribute, AttributeProto.AttributeType.FLOAT).setF(value));
      return this;
    }

    /** Sets a list of integers. */
    public Node list(String attribute, long... values) {
      AttributeProto.Builder list = named(attribute, AttributeProto.AttributeType.INTS);
      for (long value : values) {
        list.addInts(value);
      }
      node.addAttribute(list);
      return this;
    }

    /** Sets a list of numbers. */
    public Node list(String attribute, float... values) {
      AttributeProto.Builder list = named(attribute, AttributeProto.AttributeType.FLOATS);
      for (float value : values) {
        list.addFloats(value);
      }
      node.addAttribute(list);
      return this;
    }

    /** Sets a list of texts. */
    public Node list(String attribute, List<String> values) {
      AttributeProto.Builder list = named(attribute, AttributeProto.AttributeType.STRINGS);
      values.forEach(value -> list.addStrings(ByteString.copyFromUtf8(value)));
      node.addAttribute(list);
      return this;
    }

    private static AttributeProto.Builder named(String name, AttributeProto.AttributeType type) {
      return AttributeProto.newBuilder().setName(name).setType(type);
    }

    /** The name of the value it computes. */
    public String out() {
      return node.getOutput(0);
    }
  }
}
