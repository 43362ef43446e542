// The hot loops of the 518 features and of the networks' front ends. Matrices of a block have LANES columns, one per frame.
#pragma once

#include <cstdint>

enum {
  LANES = 64,       // frames of a block
  GROUP = 8,        // frames that are computed side by side
  SIZE = 2048,      // samples of a frame
  HOP = 512,        // samples from one frame to the next
  BINS = SIZE / 2 + 1,
  BANDS = 7,        // of the spectral contrast
  MELS = 128,
  FILTERS = 12,     // of an octave
  QUARTET = 4       // filters that are computed side by side
};

/** A bank of filters whose weights are not zero in one run of bins each, one run after the other. */
struct Runs {
  const int32_t *from;
  const int32_t *count;
  const double *weights;
};

/** Spectral peaks: first their number, then room for all that a block can have. */
struct Peaks {
  double rate;
  int32_t from; // first bin
  int32_t to;   // bin after the last one
  int32_t *count;
  float *magnitudes;
  float *pitches;
};

/** What is computed of the frames of a block. */
struct Frames {
  double *rmse;
  double *centroid;
  double *bandwidth;
  double *rolloff;
  double *peak;   // BANDS rows, dB
  double *valley; // BANDS rows, dB
  float *mel;     // MELS rows, dB
  float *power;   // BINS rows
  Peaks magnitudePeaks;
  Peaks powerPeaks;
};

/** Four filters of the constant-Q transform with the same centre. */
struct Quartet {
  int32_t middle;
  int32_t filter[QUARTET]; // negative: none
};

/** A mel spectrogram, of whose bands x it takes shift + scale * 10 log10(gain * x + offset). */
struct Mel {
  const double *window;
  Runs bank;         // of size / 2 + 1 bins
  double gain;
  double offset;
  double scale;
  double shift;
  int32_t length;    // of the window, a multiple of 4
  int32_t hop;
  int32_t size;      // of the transform: 512, 1024 or 2048
  int32_t bands;
  int32_t magnitude; // 1: the bands sum magnitudes; 0: powers
};

/** The functions of one instruction set. */
struct Loops {
  const char *name;
  void (*magnitudes)(const float *samples, int frames, void *work, float *out);
  void (*frames)(const float *samples, int count, const Runs *mel, void *work, Frames *out);
  void (*powers)(const float *samples, int count, void *work, float *power);
  void (*product)(const float *weights, int columns, const float *in, double *out);
  void (*decimate)(const float *x, int factor, const double *taps, int count, float *out);
  void (*correlate)(const float *samples, int hop, int size, int count, const Quartet *quartets, int number,
                    const float *weights, const double *scales, void *work, double *out);
  void (*moments)(double *x, int count, int single, double *out);
  void (*mel)(const Mel *mel, const float *samples, int count, void *work, float *out);
};

/** Bytes of memory that the functions need for intermediate values, aligned to 64. */
enum { WORK = 512 << 10 };

namespace baseline {
extern const Loops LOOPS;
}
#if defined(__x86_64__)
namespace avx2 {
extern const Loops LOOPS;
}
#endif
