#pragma once

#include "loops.h"
#include "vectors.h"

namespace LOOPS_PATH {

/**
 * Appends the spectral peaks of frames (SPEC section 3, steps 1 to 4), whose counts decide the tuning.
 *
 * @param spectra bin by bin
 * @param largest the largest value of each frame
 * @param lanes a bit for each frame that counts
 */
void peaks(const f8 *spectra, f8 largest, unsigned lanes, Peaks *out);

void moments(double *x, int count, int single, double *out);

} // namespace LOOPS_PATH
