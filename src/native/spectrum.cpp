#include "spectrum.h"

namespace LOOPS_PATH {

static inline f4 magnitude(d4 re, d4 im) {
  d4 r = wide(narrow(re)), i = wide(narrow(im));
  return narrow(root(r * r + i * i));
}

static void four(const float *samples, Four *work, float *out) {
  transform<SIZE>({samples, HOP, HANN.weights, SIZE}, work,
                  [out](int k, d4 re, d4 im) { store(out + GROUP * k, magnitude(re, im)); });
}

void magnitudes(const float *samples, Four *work, f8 *out) {
  float *floats = (float *)out;
  four(samples, work, floats);
  four(samples + 4 * HOP, work, floats + 4);
}

} // namespace LOOPS_PATH
