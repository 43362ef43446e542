#pragma once

#include "loops.h"
#include "vectors.h"

namespace LOOPS_PATH {

/** FILTERS rows: weights (column by column) times spectra (bin by bin), for LANES frames. */
void product(const float *weights, int columns, const float *in, double *out);

/** Every factor-th output of a filter of 32 * factor taps, the first one from x[0] on. */
void decimate(const float *x, int factor, const double *taps, int count, float *out);

/** Magnitudes of an octave of the constant-Q transform: FILTERS rows. */
void correlate(const float *samples, int hop, int size, int count, const Quartet *quartets, int number,
               const float *weights, const double *scales, void *work, double *out);

} // namespace LOOPS_PATH
