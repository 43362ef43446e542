// The functions as compiled for one instruction set.
#include "exact.h"
#include "filters.h"
#include "loops.h"

#define TEXT_OF(name) #name
#define TEXT(name) TEXT_OF(name)

namespace LOOPS_PATH {

void magnitudesOnly(const float *samples, int count, void *work, float *out);
void frames(const float *samples, int count, const Runs *mel, void *work, Frames *out);
void powers(const float *samples, int count, void *work, float *power);
void mel(const Mel *mel, const float *samples, int count, void *work, float *out);

const Loops LOOPS = {TEXT(LOOPS_PATH), magnitudesOnly, frames,  powers, product, decimate,
                     correlate,        moments,        mel};

} // namespace LOOPS_PATH
