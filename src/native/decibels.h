#pragma once

#include "vectors.h"

namespace LOOPS_PATH {

/**
 * 10 log10 of values, at least 1e-10, to 1e-12: the mantissa m is brought to [0.707, 1.414), and
 * log m = 2 atanh((m - 1) / (m + 1)) by its series.
 */
static inline d4 decibels(d4 value) {
  const double LEAST = 1e-10, PER_OCTAVE = 3.010299956639812, PER_E = 4.342944819032518;
  const int64_t HALF_ROOT = 0x3fe6a09e00000000, ONE = 0x3ff0000000000000;
  d4 v = value > LEAST ? value : all(LEAST);
  l4 shifted = (l4)v + (ONE - HALF_ROOT);
  // The exponent as a double: it becomes the last bits of 2^52.
  l4 exponent = (l4)((unsigned long __attribute__((vector_size(32))))shifted >> 52) | 0x4330000000000000;
  d4 octaves = (d4)exponent - (4503599627370496.0 + 1023);
  d4 m = (d4)((shifted & 0xfffffffffffff) + HALF_ROOT);
  d4 s = (m - 1.0) / (m + 1.0);
  d4 z = s * s;
  d4 series = 1.0 / 13 + z * (1.0 / 15);
  series = 1.0 / 11 + z * series;
  series = 1.0 / 9 + z * series;
  series = 1.0 / 7 + z * series;
  series = 1.0 / 5 + z * series;
  series = 1.0 / 3 + z * series;
  series = 1.0 + z * series;
  return octaves * PER_OCTAVE + s * series * (2 * PER_E);
}

} // namespace LOOPS_PATH
