"""Milliseconds of PyTorch's forward passes for 30 s of sound: mn04, musicnn, both.

Usage: taggers.py THREADS. Prints three medians. The weights are random, the shapes those of the
published networks: 3 windows of 1,000 x 128 for EfficientAT's mn04 (Schmid et al. 2022, MobileNetV3
x 0.4), 10 patches of 187 x 96 for musicnn (Pons and Serra 2019). Without front ends and decoding.
"""

import statistics
import sys
import time

try:
    import torch
    from torch import nn
    from torch.nn import functional as F
except ImportError:
    sys.exit("PyTorch is not installed (apt-get install python3-torch): no comparison")


class Block(nn.Module):
    def __init__(self, i, e, o, k, stride, se, act):
        super().__init__()
        self.add = stride == 1 and i == o
        layers = []
        if e != i:
            layers += [nn.Conv2d(i, e, 1, bias=False), nn.BatchNorm2d(e), act()]
        layers += [
            nn.Conv2d(e, e, k, stride, (k - 1) // 2, groups=e, bias=False),
            nn.BatchNorm2d(e),
            act(),
        ]
        self.front = nn.Sequential(*layers)
        self.se = (
            nn.Sequential(nn.Conv2d(e, se, 1), nn.ReLU(), nn.Conv2d(se, e, 1), nn.Sigmoid())
            if se
            else None
        )
        self.back = nn.Sequential(nn.Conv2d(e, o, 1, bias=False), nn.BatchNorm2d(o))

    def forward(self, x):
        y = self.front(x)
        if self.se is not None:
            y = y * self.se(y.mean((2, 3), keepdim=True))
        y = self.back(y)
        return x + y if self.add else y


def width(channels, factor=0.4):
    rounded = max(8, int(channels * factor + 4) // 8 * 8)
    return rounded + 8 if rounded < 0.9 * channels * factor else rounded


# kernel, expanded, out, squeeze-excite, hardswish, stride of MobileNetV3-Large (Howard et al. 2019)
ROWS = [
    (3, 16, 16, 0, 0, 1), (3, 64, 24, 0, 0, 2), (3, 72, 24, 0, 0, 1), (5, 72, 40, 1, 0, 2),
    (5, 120, 40, 1, 0, 1), (5, 120, 40, 1, 0, 1), (3, 240, 80, 0, 1, 2), (3, 200, 80, 0, 1, 1),
    (3, 184, 80, 0, 1, 1), (3, 184, 80, 0, 1, 1), (3, 480, 112, 1, 1, 1), (3, 672, 112, 1, 1, 1),
    (5, 672, 160, 1, 1, 2), (5, 960, 160, 1, 1, 1), (5, 960, 160, 1, 1, 1),
]


class Mn04(nn.Module):
    def __init__(self):
        super().__init__()
        first = width(16)
        layers = [nn.Conv2d(1, first, 3, 2, 1, bias=False), nn.BatchNorm2d(first), nn.Hardswish()]
        i = first
        for k, e, o, se, hard, stride in ROWS:
            e, o = width(e), width(o)
            act = nn.Hardswish if hard else nn.ReLU
            layers.append(Block(i, e, o, k, stride, width(e // 4, 1) if se else 0, act))
            i = o
        last = 6 * i
        layers += [nn.Conv2d(i, last, 1, bias=False), nn.BatchNorm2d(last), nn.Hardswish()]
        self.features = nn.Sequential(*layers)
        self.head = nn.Sequential(nn.Linear(last, 512), nn.Hardswish(), nn.Linear(512, 527))

    def forward(self, x):
        return self.head(self.features(x).mean((2, 3)))


class Musicnn(nn.Module):
    def __init__(self):
        super().__init__()
        self.norm = nn.BatchNorm2d(1)
        self.timbral = nn.ModuleList(nn.Conv2d(1, 204, (7, b)) for b in (38, 67))
        self.temporal = nn.ModuleList(
            nn.Conv2d(1, 51, (t, 1), padding="same") for t in (128, 64, 32)
        )
        self.norms = nn.ModuleList(nn.BatchNorm2d(n) for n in (204, 204, 51, 51, 51))
        self.middle = nn.ModuleList(nn.Conv1d(n, 64, 7, padding=3) for n in (561, 64, 64))
        self.middle_norms = nn.ModuleList(nn.BatchNorm1d(64) for _ in range(3))
        self.back = nn.Sequential(
            nn.BatchNorm1d(1506), nn.Linear(1506, 200), nn.ReLU(), nn.BatchNorm1d(200),
            nn.Linear(200, 50), nn.Sigmoid(),
        )

    def forward(self, x):
        x = self.norm(x)
        padded = F.pad(x, (0, 0, 3, 3))
        inputs = [padded] * 2 + [x] * 3
        convs = list(self.timbral) + list(self.temporal)
        front = torch.cat(
            [n(F.relu(c(i))).amax(3) for n, c, i in zip(self.norms, convs, inputs)], 1
        )
        c1 = self.middle_norms[0](F.relu(self.middle[0](front)))
        c2 = self.middle_norms[1](F.relu(self.middle[1](c1))) + c1
        c3 = self.middle_norms[2](F.relu(self.middle[2](c2))) + c2
        every = torch.cat([front, c1, c2, c3], 1)
        return self.back(torch.stack([every.amax(2), every.mean(2)], 2).flatten(1))


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
