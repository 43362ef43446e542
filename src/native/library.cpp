// What Java calls. The instruction set is chosen when the library is loaded.
#include "loops.h"

static const Loops &fastest() {
#if defined(__x86_64__)
  __builtin_cpu_init();
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) {
    return avx2::LOOPS;
  }
#endif
  return baseline::LOOPS;
}

static const Loops &LOOPS = fastest();

extern "C" {

#define EXPORTED __attribute__((visibility("default")))

EXPORTED const char *reclass_path() { return LOOPS.name; }

EXPORTED void reclass_magnitudes(const float *samples, int32_t count, void *work, float *out) {
  LOOPS.magnitudes(samples, count, work, out);
}

EXPORTED void reclass_frames(const float *samples, int32_t count, const Runs *mel, void *work, Frames *out) {
  LOOPS.frames(samples, count, mel, work, out);
}

EXPORTED void reclass_powers(const float *samples, int32_t count, void *work, float *power) {
  LOOPS.powers(samples, count, work, power);
}

EXPORTED void reclass_product(const float *weights, int32_t columns, const float *in, double *out) {
  LOOPS.product(weights, columns, in, out);
}

EXPORTED void reclass_decimate(const float *x, int32_t factor, const double *taps, int32_t count, float *out) {
  LOOPS.decimate(x, factor, taps, count, out);
}

EXPORTED void reclass_correlate(const float *samples, int32_t hop, int32_t size, int32_t count,
                                const Quartet *quartets, int32_t number, const float *weights,
                                const double *scales, void *work, double *out) {
  LOOPS.correlate(samples, hop, size, count, quartets, number, weights, scales, work, out);
}

EXPORTED void reclass_moments(double *x, int32_t count, int32_t single, double *out) {
  LOOPS.moments(x, count, single, out);
}

EXPORTED void reclass_mel(const Mel *mel, const float *samples, int32_t count, void *work, float *out) {
  LOOPS.mel(mel, samples, count, work, out);
}
}
