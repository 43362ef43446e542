#include "tables.h"

#include <cmath>

static Complex turn(int64_t k, int64_t n) {
  double angle = -2 * M_PI * (double)(k % n) / (double)n;
  return {std::cos(angle), std::sin(angle)};
}

Tables::Tables() {
  for (int i = 0; i < SIZE; i++) {
    window[i] = 0.5 - 0.5 * std::cos(2 * M_PI * i / SIZE);
  }
  int next = 0;
  for (int length = HALF; length > 4; length /= 4) {
    for (int n = 0; n < length / 4; n++) {
      factors[next++] = {turn(n, length), turn(2 * n, length), turn(3 * n, length)};
    }
  }
  for (int k = 0; k <= HALF / 2; k++) {
    halves[k] = turn(k, SIZE);
  }
  for (int k = 0; k < HALF; k++) {
    int reversed = 0;
    for (int digits = k, weight = HALF / 4; weight > 0; weight /= 4, digits /= 4) {
      reversed += digits % 4 * weight;
    }
    place[k] = reversed;
  }
}

const Tables TABLES;
