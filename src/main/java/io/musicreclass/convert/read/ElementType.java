package io.musicreclass.convert.read;

import java.nio.ByteBuffer;
import java.util.Optional;

/** The element types of checkpoints, with their names in each format. */
enum ElementType {
  FLOAT("Float", "F32", "f4", 4),
  HALF("Half", "F16", "f2", 2),
  BFLOAT16("BFloat16", "BF16", "", 2),
  DOUBLE("Double", "F64", "f8", 8),
  LONG("Long", "I64", "i8", 8),
  INT("Int", "I32", "i4", 4),
  SHORT("Short", "I16", "i2", 2),
  CHAR("Char", "I8", "i1", 1),
  BYTE("Byte", "U8", "u1", 1),
  BOOL("Bool", "BOOL", "b1", 1);

  private final String torch;
  private final String safetensors;
  private final String numpy;
  private final int bytes;

  ElementType(String torch, String safetensors, String numpy, int bytes) {
    this.torch = torch;
    this.safetensors = safetensors;
    this.numpy = numpy;
    this.bytes = bytes;
  }

  int bytes() {
    return bytes;
  }

  /** The name of the storage class in a pickle, without its module. */
  String storageClass() {
    return torch + "Storage";
  }

  static Optional<ElementType> ofSafetensors(String name) {
    for (ElementType type : values()) {
      if (type.safetensors.equals(name)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  /** By NumPy's type code without byte order, as {@code f4}. */
  static Optional<ElementType> ofNumpy(String code) {
    for (ElementType type : values()) {
      if (!code.isEmpty() && type.numpy.equals(code)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  /** The element that starts at a byte position, widened. */
  double at(ByteBuffer data, int position) {
    return switch (this) {
      case FLOAT -> data.getFloat(position);
      case HALF -> halfToFloat(data.getShort(position));
      case BFLOAT16 -> Float.intBitsToFloat(data.getShort(position) << 16);
      case DOUBLE -> data.getDouble(position);
      case LONG -> data.getLong(position);
      case INT -> data.getInt(position);
      case SHORT -> data.getShort(position);
      case CHAR -> data.get(position);
      case BYTE -> data.get(position) & 0xff;
      case BOOL -> data.get(position) == 0 ? 0 : 1;
    };
  }

  /** IEEE 754 binary16 widened to binary32, subnormals and infinities included. */
  private static float halfToFloat(short half) {
    int sign = (half & 0x8000) << 16;
    int exponent = half >> 10 & 0x1f;
    int fraction = half & 0x3ff;
    if (exponent == 0) {
      float magnitude = fraction * 0x1p-24f;
      return sign == 0 ? magnitude : -magnitude;
    }
    int wide = exponent == 0x1f ? 0xff : exponent + 112;
    return Float.intBitsToFloat(sign | wide << 23 | fraction << 13);
  }
}
