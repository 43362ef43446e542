package io.musicreclass.convert.onnx;

/** IEEE 754 binary16. */
final class Float16 {
  private static final float LARGEST = 65504;

  private Float16() {}

  /** The nearest half, ties to even; values out of range become the largest finite half. */
  static short of(float value) {
    float clipped = Math.max(-LARGEST, Math.min(LARGEST, value));
    int bits = Float.floatToIntBits(clipped);
    int sign = bits >>> 16 & 0x8000;
    float magnitude = Math.abs(clipped);
    if (magnitude < 0x1p-14f) {
      return (short) (sign | (int) Math.rint(magnitude * 0x1p24));
    }
    // a carry out of the fraction correctly increments the exponent
    int rounded = (bits & 0x7fffffff) + 0xfff + (bits >>> 13 & 1);
    return (short) (sign | (rounded >>> 13) - (112 << 10));
  }
}
