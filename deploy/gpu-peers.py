"""Times PyTorch in FP16 on the GPU for gpu-check.sh: gpu-peers.py NETWORK...

Prints lines "network batch milliseconds megabytes": the median of 20 runs with the copies to the
GPU and back, and the most GPU memory that was reserved.
"""

import os
import sys
import time

import torch

here = os.path.dirname(os.path.realpath(__file__))
sys.path[:0] = [here, os.path.join(here, "..", "bench")]  # packed, or in a checkout
from networks import KNOWN

BATCHES = (1, 2, 4, 8)
WARM, TIMED = 5, 20


def milliseconds(network, batch):
    times = []
    with torch.inference_mode():
        for _ in range(WARM + TIMED):
            start = time.perf_counter()
            network(batch.cuda()).float().cpu()
            times.append(1e3 * (time.perf_counter() - start))
    return sorted(times[WARM:])[TIMED // 2]


if not torch.cuda.is_available():
    sys.exit("PyTorch sees no GPU")
for name in sys.argv[1:]:
    make, shape = KNOWN[name]
    network = make().half().cuda().eval()
    for rows in BATCHES:
        torch.cuda.reset_peak_memory_stats()
        try:
            ms = milliseconds(network, torch.randn(rows, *shape).half().pin_memory())
        except torch.cuda.OutOfMemoryError:
            break
        print(name, rows, "%.3f" % ms, torch.cuda.max_memory_reserved() >> 20, flush=True)
    del network
    torch.cuda.empty_cache()
