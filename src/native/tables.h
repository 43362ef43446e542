// Constants of the transform of a frame.
#pragma once

#include "loops.h"

enum { HALF = SIZE / 2 };

struct Complex {
  double re, im;
};

/** The factors of three of the four parts of a radix-4 step. */
struct Factors {
  Complex first, second, third;
};

struct Tables {
  double window[SIZE];        // Hann, periodic
  Factors factors[HALF / 3 + 1]; // of the steps over 1024, 256, 64 and 16 values, in this order
  Complex halves[HALF / 2 + 1]; // exp(-2 pi i k / SIZE)
  int32_t place[HALF];        // where the transform leaves its k-th value
  Tables();
};

extern const Tables TABLES;
