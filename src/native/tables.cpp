#include "tables.h"

#include <cmath>

static Complex turn(int64_t k, int64_t n) {
  double angle = -2 * M_PI * (double)(k % n) / (double)n;
  return {std::cos(angle), std::sin(angle)};
}

/** The digits of k from the last to the first, as the steps divide the values: by 4 each, the last perhaps by 2. */
static int reversed(int k, int length) {
  int at = 0;
  for (; length >= 4; length /= 4, k /= 4) {
    at += k % 4 * (length / 4);
  }
  return at + k;
}

template <int SAMPLES>
Tables<SAMPLES>::Tables() {
  int next = 0;
  for (int length = HALF; length > 4; length /= 4) {
    for (int n = 0; n < length / 4; n++) {
      factors[next++] = {turn(n, length), turn(2 * n, length), turn(3 * n, length)};
    }
  }
  for (int k = 0; k <= HALF / 2; k++) {
    halves[k] = turn(k, SAMPLES);
  }
  for (int k = 0; k < HALF; k++) {
    place[k] = reversed(k, HALF);
  }
}

Hann::Hann() {
  for (int i = 0; i < SIZE; i++) {
    weights[i] = 0.5 - 0.5 * std::cos(2 * M_PI * i / SIZE);
  }
}

template <int SAMPLES>
const Tables<SAMPLES> Tables<SAMPLES>::ALL;

template struct Tables<512>;
template struct Tables<1024>;
template struct Tables<2048>;

const Hann HANN;
