"""Networks of the published shapes with random weights, for comparisons with PyTorch.

mn04: EfficientAT's MobileNetV3 x 0.4 (Schmid et al. 2022, Howard et al. 2019) on windows of 1,000 x 128;
musicnn (Pons and Serra 2019) on patches of 187 x 96; MERT-v1 (Li et al. 2023) on 24 kHz; OpenJMLA's ViT-B/16 on
80 x 2,992; the head of the 518 FMA features. Without front ends.
"""

import torch
from torch import nn
from torch.nn import functional as F


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


class Layer(nn.Module):
    def __init__(self, width, heads, inner):
        super().__init__()
        self.heads = heads
        self.first, self.second = nn.LayerNorm(width), nn.LayerNorm(width)
        self.qkv, self.out = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.up, self.down = nn.Linear(width, inner), nn.Linear(inner, width)

    def forward(self, x):
        batch, tokens, width = x.shape
        parts = self.qkv(self.first(x)).view(batch, tokens, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        attended = F.scaled_dot_product_attention(*parts).transpose(1, 2).reshape(batch, tokens, width)
        x = x + self.out(attended)
        return x + self.down(F.gelu(self.up(self.second(x))))


class Mert(nn.Module):
    def __init__(self, width, layers, heads, inner):
        super().__init__()
        shapes = [(1, 10, 5)] + [(512, k, 2) for k in (3, 3, 3, 3, 2, 2)]
        self.convs = nn.ModuleList(nn.Conv1d(c, 512, k, s, bias=False) for c, k, s in shapes)
        self.group = nn.GroupNorm(512, 512)
        self.norm, self.project = nn.LayerNorm(512), nn.Linear(512, width)
        self.place = nn.Conv1d(width, width, 128, padding=64, groups=16)
        self.layers = nn.Sequential(*(Layer(width, heads, inner) for _ in range(layers)))

    def forward(self, x):
        x = x[:, None]
        for i, conv in enumerate(self.convs):
            x = F.gelu(self.group(conv(x)) if i == 0 else conv(x))
        x = self.project(self.norm(x.transpose(1, 2)))
        x = x + F.gelu(self.place(x.transpose(1, 2))[..., :-1]).transpose(1, 2)
        return self.layers(x).mean(1)


class Vit(nn.Module):
    def __init__(self):
        super().__init__()
        self.patch = nn.Conv2d(1, 768, 16, 16)
        self.place = nn.Parameter(torch.zeros(1, 935, 768))
        self.layers = nn.Sequential(*(Layer(768, 12, 3072) for _ in range(12)))
        self.norm = nn.LayerNorm(768)

    def forward(self, x):
        x = self.patch(x[:, None]).flatten(2).transpose(1, 2)
        return self.norm(self.layers(x + self.place)).mean(1)


def head():
    return nn.Sequential(
        nn.Linear(518, 256), nn.ReLU(), nn.Linear(256, 128), nn.ReLU(), nn.Linear(128, 16)
    )


# by the names that gpu-check.sh gives them: how it is made, and the shape of one input
KNOWN = {
    "fma": (head, (518,)),
    "mn04": (Mn04, (1, 128, 1000)),
    "musicnn": (Musicnn, (1, 187, 96)),
    "mert95": (lambda: Mert(768, 12, 12, 3072), (720000,)),
    "mert330": (lambda: Mert(1024, 24, 16, 4096), (720000,)),
    "vit": (Vit, (80, 2992)),
}
