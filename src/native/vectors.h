// Vectors of eight floats or four doubles: one AVX2 register, or two of SSE2 or NEON.
#pragma once

#include <cstdint>
#include <cstring>

#if defined(__x86_64__)
#include <immintrin.h>
#elif defined(__aarch64__)
#include <arm_neon.h>
#endif

namespace LOOPS_PATH {

typedef float f4 __attribute__((vector_size(16)));
typedef float f8 __attribute__((vector_size(32)));
typedef double d4 __attribute__((vector_size(32)));
typedef int32_t i8 __attribute__((vector_size(32)));
typedef int64_t l4 __attribute__((vector_size(32)));

/** Reads and writes at any address. */
template <typename V, typename T>
static inline V load(const T *from) {
  V v;
  std::memcpy(&v, from, sizeof(V));
  return v;
}

template <typename V, typename T>
static inline void store(T *to, V v) {
  std::memcpy(to, &v, sizeof(V));
}

static inline f8 all(float x) { return f8{x, x, x, x, x, x, x, x}; }
static inline d4 all(double x) { return d4{x, x, x, x}; }

static inline f4 low(f8 v) { return __builtin_shufflevector(v, v, 0, 1, 2, 3); }
static inline f4 high(f8 v) { return __builtin_shufflevector(v, v, 4, 5, 6, 7); }
static inline f8 join(f4 a, f4 b) { return __builtin_shufflevector(a, b, 0, 1, 2, 3, 4, 5, 6, 7); }
static inline d4 wide(f4 v) { return __builtin_convertvector(v, d4); }
static inline f4 narrow(d4 v) { return __builtin_convertvector(v, f4); }

static inline d4 root(d4 v) {
#if defined(__AVX__)
  return (d4)_mm256_sqrt_pd((__m256d)v);
#elif defined(__SSE2__)
  typedef double d2 __attribute__((vector_size(16)));
  d2 a = (d2)_mm_sqrt_pd((__m128d)__builtin_shufflevector(v, v, 0, 1));
  d2 b = (d2)_mm_sqrt_pd((__m128d)__builtin_shufflevector(v, v, 2, 3));
  return __builtin_shufflevector(a, b, 0, 1, 2, 3);
#elif defined(__aarch64__)
  float64x2_t a = vsqrtq_f64((float64x2_t)__builtin_shufflevector(v, v, 0, 1));
  float64x2_t b = vsqrtq_f64((float64x2_t)__builtin_shufflevector(v, v, 2, 3));
  return d4{a[0], a[1], b[0], b[1]};
#else
#error "No vectors for this processor"
#endif
}

/** A bit for each lane of a comparison's result. */
static inline unsigned bits(i8 mask) {
#if defined(__AVX__)
  return (unsigned)_mm256_movemask_ps((__m256)mask);
#elif defined(__SSE2__)
  typedef int32_t i4 __attribute__((vector_size(16)));
  i4 a = __builtin_shufflevector(mask, mask, 0, 1, 2, 3);
  i4 b = __builtin_shufflevector(mask, mask, 4, 5, 6, 7);
  return (unsigned)(_mm_movemask_ps((__m128)a) | _mm_movemask_ps((__m128)b) << 4);
#else
  typedef int32_t i4 __attribute__((vector_size(16)));
  i8 each = mask & i8{1, 2, 4, 8, 16, 32, 64, 128};
  i4 sum = __builtin_shufflevector(each, each, 0, 1, 2, 3) | __builtin_shufflevector(each, each, 4, 5, 6, 7);
  return (unsigned)vaddvq_s32((int32x4_t)sum);
#endif
}

static inline i8 smaller(i8 a, i8 b) { return a < b ? a : b; }
static inline i8 larger(i8 a, i8 b) { return a > b ? a : b; }

/** Exchanges the rows and columns of a matrix of 4 x 4. */
static inline void transpose(f4 &a, f4 &b, f4 &c, f4 &d) {
  f4 ab = __builtin_shufflevector(a, b, 0, 4, 1, 5);
  f4 ab2 = __builtin_shufflevector(a, b, 2, 6, 3, 7);
  f4 cd = __builtin_shufflevector(c, d, 0, 4, 1, 5);
  f4 cd2 = __builtin_shufflevector(c, d, 2, 6, 3, 7);
  a = __builtin_shufflevector(ab, cd, 0, 1, 4, 5);
  b = __builtin_shufflevector(ab, cd, 2, 3, 6, 7);
  c = __builtin_shufflevector(ab2, cd2, 0, 1, 4, 5);
  d = __builtin_shufflevector(ab2, cd2, 2, 3, 6, 7);
}

} // namespace LOOPS_PATH
