package io.musicreclass.convert.onnx;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;

/** Precision of a network's large products. */
public enum Precision {
  FP32(DataType.FLOAT, 4),
  FP16(DataType.FLOAT16, 2);

  private final DataType type;
  private final int bytes;

  Precision(DataType type, int bytes) {
    this.type = type;
    this.bytes = bytes;
  }

  int code() {
    return type.getNumber();
  }

  int bytes() {
    return bytes;
  }
}
