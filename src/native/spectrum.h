#pragma once

#include "transform.h"

namespace LOOPS_PATH {

/**
 * The magnitudes of GROUP frames (SPEC section 2): bin by bin, each a vector with a lane per frame.
 * The transform is in double; its parts are rounded to float before they are squared.
 *
 * @param work SIZE / 2 values
 */
void magnitudes(const float *samples, Four *work, f8 *out);

} // namespace LOOPS_PATH
