"""Milliseconds of PyTorch's forward passes for 30 s of sound: mn04, musicnn, both.

Usage: taggers.py THREADS. Prints three medians, of 3 windows for mn04 and 10 patches for musicnn.
Without front ends and decoding.
"""

import statistics
import sys
import time

try:
    import torch
except ImportError:
    sys.exit("PyTorch is not installed (apt-get install python3-torch): no comparison")

from networks import Mn04, Musicnn


def median(network, shape):
    network.eval()
    x = torch.randn(*shape)
    times = []
    with torch.inference_mode():
        for run in range(-3, 15):
            start = time.perf_counter()
            network(x)
            if run >= 0:
                times.append(1e3 * (time.perf_counter() - start))
    return statistics.median(times)


torch.manual_seed(1)
torch.set_num_threads(int(sys.argv[1]))
mn04 = median(Mn04(), (3, 1, 128, 1000))
musicnn = median(Musicnn(), (10, 1, 187, 96))
print(mn04, musicnn, mn04 + musicnn)
