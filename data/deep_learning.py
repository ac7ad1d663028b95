#!/usr/bin/env python3
"""Compute the data of decks/03-deep-learning-fundamentals.md.

    python data/deep_learning.py            write the tables beside this file
    python data/deep_learning.py --check    write nothing; exit 1 if one is not up to date

Curves, spectra, numbers of parameters and of linear pieces are computed; error rates and operations are published
numbers, with their sources beside them. Only the standard library is needed.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from itertools import pairwise
from math import cos, erf, exp, hypot, pi, sin, sqrt, tanh
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tools"))

from made import csv, write_or_check

HERE = Path(__file__).resolve().parent
Row = Sequence[float | int | str]


def sigmoid(z: float) -> float:
    return 1 / (1 + exp(-z))


def _normal(z: float) -> float:
    """The distribution function of the standard normal distribution."""
    return (1 + erf(z / sqrt(2))) / 2


def _density(z: float) -> float:
    return exp(-z * z / 2) / sqrt(2 * pi)


# Each activation function with its derivative. At zero ReLU and leaky ReLU have none; libraries use the left one.
# The leaky slope is 0.1 here, so that one sees it; 0.01 is the usual one.
ACTIVATIONS: dict[str, tuple[Callable[[float], float], Callable[[float], float]]] = {
    "sigmoid": (sigmoid, lambda z: sigmoid(z) * (1 - sigmoid(z))),
    "tanh": (tanh, lambda z: 1 - tanh(z) ** 2),
    "relu": (lambda z: max(z, 0.0), lambda z: 1.0 if z > 0 else 0.0),
    "leaky": (lambda z: z if z > 0 else 0.1 * z, lambda z: 1.0 if z > 0 else 0.1),
    "gelu": (lambda z: z * _normal(z), lambda z: _normal(z) + z * _density(z)),
}


def activations() -> list[Row]:
    """Five activation functions and their derivatives from -4 to 4. The jumps of the derivatives are two rows each."""
    rows: list[Row] = [("z", *ACTIVATIONS, *(f"d_{name}" for name in ACTIVATIONS))]
    for i in range(-80, 81):
        for z in (0.0, 1e-6) if i == 0 else (i / 20,):
            functions = [round(f(z), 5) + 0.0 for f, _ in ACTIVATIONS.values()]
            rows.append((round(z, 6), *functions, *(round(d(z), 5) for _, d in ACTIVATIONS.values())))
    return rows


def step() -> list[Row]:
    """The hard step, the sigmoid, a steep sigmoid, and the derivative of the sigmoid from -8 to 8."""
    rows: list[Row] = [("z", "step", "sigmoid", "steep", "derivative")]
    for i in range(-80, 81):
        for z in (-1e-6, 0.0) if i == 0 else (i / 10,):
            s = sigmoid(z)
            steep = sigmoid(4 * z)
            rows.append((round(z, 6), int(z >= 0), round(s, 5), round(steep, 5), round(s * (1 - s), 5)))
    return rows


def harmonics(gain: float = 2.0, count: int = 6, samples: int = 1024) -> list[Row]:
    """Amplitude of the harmonics of tanh(gain sin t + bias), in percent of the fundamental."""
    rows: list[Row] = [("harmonic", "bias", "level")]
    for bias in (0.0, 0.5):
        wave = [tanh(gain * sin(2 * pi * n / samples) + bias) for n in range(samples)]
        levels = []
        for k in range(1, count + 1):
            re = sum(v * cos(2 * pi * k * n / samples) for n, v in enumerate(wave))
            im = sum(v * sin(2 * pi * k * n / samples) for n, v in enumerate(wave))
            levels.append(hypot(re, im))
        rows += [(k, f"b = {bias:g}", round(100 * v / levels[0], 2) + 0.0) for k, v in enumerate(levels, 1)]
    return rows


def layer_parameters(widths: Sequence[int] = (64, 128, 64, 10)) -> list[Row]:
    """A tagger on 64 mel bands: shape of each layer and number of its parameters."""
    rows: list[Row] = [("Layer", "Weights", "Biases", "Parameters")]
    total = 0
    for k, (before, after) in enumerate(pairwise(widths), 1):
        total += (before + 1) * after
        rows.append((f"{k}", f"{after} × {before}", after, (before + 1) * after))
    rows.append(("all", "", sum(widths[1:]), total))
    return rows


def linear_pieces(width: int = 8) -> list[Row]:
    """Pieces that ReLU networks with one input and ``width`` units per layer can have, and units of one layer for them.

    Montúfar et al. 2014, for one input: width^(L-1) (width + 1) can be reached. One hidden layer of n units has at
    most n + 1 pieces, so it needs one unit less than there are pieces, or more.
    """
    rows: list[Row] = [("Hidden layers", "Units", "Pieces possible", "One layer needs at least")]
    for depth in range(1, 5):
        pieces = width ** (depth - 1) * (width + 1)
        rows.append((depth, depth * width, pieces, pieces - 1))
    return rows


# -- published networks ------------------------------------------------------------------------------


def _conv(before: int, after: int, size: int, bias: bool = True) -> int:
    return after * (before * size * size + bias)


def _lenet() -> int:
    """LeNet-5 but its output units, whose parameters are set by hand; C3 sees 60 of the 96 pairs of maps."""
    return _conv(1, 6, 5) + 12 + (60 * 25 + 16) + 32 + _conv(16, 120, 5) + (120 + 1) * 84


def _alexnet() -> int:
    """AlexNet with its two groups in the second, fourth and fifth convolution."""
    convolutions = _conv(3, 96, 11) + _conv(48, 256, 5) + _conv(256, 384, 3) + _conv(192, 384, 3) + _conv(192, 256, 3)
    return convolutions + (256 * 36 + 1) * 4096 + 4097 * 4096 + 4097 * 1000


def _vgg(stages: Sequence[int]) -> int:
    total, before = 0, 3
    for count, width in zip(stages, (64, 128, 256, 512, 512), strict=True):
        for _ in range(count):
            total, before = total + _conv(before, width, 3), width
    return total + (512 * 49 + 1) * 4096 + 4097 * 4096 + 4097 * 1000


def _resnet(stages: Sequence[int]) -> int:
    """A residual network of bottleneck blocks; each convolution is followed by a normalization with two vectors."""

    def unit(before: int, after: int, size: int) -> int:
        return _conv(before, after, size, bias=False) + 2 * after

    total, before = unit(3, 64, 7), 64
    for count, width in zip(stages, (64, 128, 256, 512), strict=True):
        for block in range(count):
            total += unit(before, width, 1) + unit(width, width, 3) + unit(width, 4 * width, 1)
            if block == 0:
                total += unit(before, 4 * width, 1)
            before = 4 * width
    return total + (2048 + 1) * 1000


def networks() -> list[Row]:
    """Layers as the papers count them; parameters computed from the architectures; photographs are those of ILSVRC."""
    return [
        ("Network", "Year", "Trained on", "Layers", "Parameters in millions"),
        ("LeNet-5", 1998, "60 000 digits", 7, _millions(_lenet())),
        ("AlexNet", 2012, "1.28 million photographs", 8, _millions(_alexnet())),
        ("VGG-19", 2014, "1.28 million photographs", 19, _millions(_vgg((2, 2, 4, 4, 4)))),
        ("ResNet-152", 2015, "1.28 million photographs", 152, _millions(_resnet((3, 8, 36, 3)))),
    ]


def _millions(parameters: int) -> str:
    return f"{parameters / 1e6:.2f}"


def degradation() -> list[Row]:
    """He et al. 2016, table 2: top-1 error in percent on the validation images of ImageNet, ten crops."""
    return [
        ("layers", "plain", "residual"),
        ("18 layers", 27.94, 27.88),
        ("34 layers", 28.54, 25.03),
    ]


def compute() -> list[Row]:
    """He et al. 2016: operations (table 1 and section 3.3) and top-1 error with ten crops (tables 2 and 3)."""
    return [
        ("family", "network", "operations", "error"),
        ("VGG", "VGG-16", 15.3, 28.07),
        ("ResNet", "ResNet-18", 1.8, 27.88),
        ("ResNet", "ResNet-34", 3.6, 25.03),
        ("ResNet", "ResNet-50", 3.8, 22.85),
        ("ResNet", "ResNet-101", 7.6, 21.75),
        ("ResNet", "ResNet-152", 11.3, 21.43),
    ]


TABLES: dict[str, Callable[[], list[Row]]] = {
    "activations": activations,
    "step": step,
    "harmonics": harmonics,
    "layer_parameters": layer_parameters,
    "linear_pieces": linear_pieces,
    "networks": networks,
    "degradation": degradation,
    "compute": compute,
}


if __name__ == "__main__":
    write_or_check(HERE, {f"{name}.csv": csv(rows()) for name, rows in TABLES.items()})
