// Constants of the transforms of real samples.
#pragma once

#include "loops.h"

struct Complex {
  double re, im;
};

/** The factors of three of the four parts of a radix-4 step. */
struct Factors {
  Complex first, second, third;
};

/** Of the transform of SAMPLES (512, 1024 or 2048) real values, which is a complex one of half as many. */
template <int SAMPLES>
struct Tables {
  enum { HALF = SAMPLES / 2 };
  Factors factors[HALF / 3 + 1]; // of the steps over HALF, HALF / 4, ... values, down to more than 4
  Complex halves[HALF / 2 + 1];  // exp(-2 pi i k / SAMPLES)
  int32_t place[HALF];           // where the transform leaves its k-th value
  Tables();
  static const Tables ALL;
};

/** A periodic Hann window. */
struct Hann {
  double weights[SIZE];
  Hann();
};

extern const Hann HANN;
