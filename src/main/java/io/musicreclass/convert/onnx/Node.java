package io.musicreclass.convert.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;

/** An operator while its attributes are set. */
public final class Node {
  private final NodeProto.Builder node;

  Node(NodeProto.Builder node) {
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

  private static AttributeProto.Builder named(String name, AttributeProto.AttributeType type) {
    return AttributeProto.newBuilder().setName(name).setType(type);
  }

  /** The name of the value it computes. */
  public String out() {
    return node.getOutput(0);
  }
}
