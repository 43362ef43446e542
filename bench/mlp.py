"""Seconds in which PyTorch trains the MLP 518-256-128-16, and its loss in the last epoch.

Usage: mlp.py ROWS EPOCHS THREADS. The network and the training are those of bench/run Mlp: ReLU,
dropout 0.3, Adam, batches of 64, as a plain PyTorch script has them. Prints the name of PyTorch's
matrix library first: Debian's plain libblas3 is slow, OpenBLAS (libopenblas0) is not.
"""

import sys
import time

try:
    import torch
    from torch import nn
except ImportError:
    sys.exit("PyTorch is not installed (apt-get install python3-torch libopenblas0): no comparison")

rows, epochs, threads = map(int, sys.argv[1:])
torch.set_num_threads(threads)
torch.manual_seed(1)


def blas():
    if "BLAS_INFO=generic" not in torch.__config__.show():
        return "own"
    with open("/proc/self/maps") as maps:
        libraries = {line.split("/")[-1].strip() for line in maps if "blas" in line.split("/")[-1]}
    return "+".join(sorted(libraries)) or "own"


labels = torch.arange(rows) % 16
x = torch.randn(rows, 518) + torch.randn(16, 518)[labels] * 0.1
x = (x - x.mean(0)) / x.std(0)
network = nn.Sequential(
    nn.Linear(518, 256), nn.ReLU(), nn.Dropout(0.3),
    nn.Linear(256, 128), nn.ReLU(), nn.Dropout(0.3),
    nn.Linear(128, 16),
)
adam = torch.optim.Adam(network.parameters(), lr=1e-3)
cross_entropy = nn.CrossEntropyLoss()
start = time.perf_counter()
used = time.process_time()
for epoch in range(epochs):
    total = 0.0
    order = torch.randperm(rows)
    for at in range(0, rows, 64):
        chosen = order[at : at + 64]
        adam.zero_grad()
        loss = cross_entropy(network(x[chosen]), labels[chosen])
        loss.backward()
        adam.step()
        total += loss.item() * len(chosen)
print(blas(), time.perf_counter() - start, time.process_time() - used, total / rows)
