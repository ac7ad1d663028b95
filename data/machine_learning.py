#!/usr/bin/env python3
"""Compute what the lecture on machine learning shows: its data sets, models and tables.

    python data/machine_learning.py            write the tables beside this file
    python data/machine_learning.py --check    write nothing; exit 1 if one is not up to date

All data are synthetic and drawn with fixed seeds, so that every run gives the same bytes. The figures of the lecture,
in ``assets/images/machine-learning``, are drawn from the same functions. Only the standard library is needed.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import dist, exp, sqrt, tanh
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tools"))

from made import csv, write_or_check

HERE = Path(__file__).resolve().parent
Point = tuple[float, float]


def standardised(points: Sequence[Point], like: Sequence[Point] = ()) -> list[Point]:
    """The points, less the mean and divided by the standard deviation of ``like``, or of themselves."""
    like = like or points
    mean = _mean(like, (0, 0))
    spread = [sqrt(sum((p[i] - mean[i]) ** 2 for p in like) / len(like)) for i in (0, 1)]
    return [((x - mean[0]) / spread[0], (y - mean[1]) / spread[1]) for x, y in points]


# -- clustering --------------------------------------------------------------------------------------

DRUMS = (((-1.30, 0.30), (0.26, 0.30)), ((0.15, 0.85), (0.34, 0.26)), ((1.15, -1.05), (0.30, 0.34)))


def drum_hits(each: int = 16) -> list[Point]:
    """Drum hits of three kinds, as brightness and decay time, both standardised."""
    random = Random(4)
    return standardised(
        [
            (random.gauss(mean[0], spread[0]), random.gauss(mean[1], spread[1]))
            for mean, spread in DRUMS
            for _ in range(each)
        ]
    )


@dataclass(frozen=True, slots=True)
class Step:
    """A state of k-means: the means, the index of the mean of each point, and the sum of squared distances."""

    kind: str  # "assign" or "update"
    means: tuple[Point, ...]
    owners: tuple[int, ...]
    inertia: float


def k_means(points: Sequence[Point], start: Sequence[Point]) -> list[Step]:
    """Lloyd's algorithm from the means ``start`` until no point changes its cluster."""
    means = tuple(start)
    owners: tuple[int, ...] = ()
    steps: list[Step] = []
    while True:
        nearest = tuple(min(range(len(means)), key=lambda k: dist(p, means[k])) for p in points)
        if nearest == owners:
            return steps
        owners = nearest
        steps.append(Step("assign", means, owners, _inertia(points, means, owners)))
        means = tuple(_mean([p for p, o in zip(points, owners, strict=True) if o == k], m) for k, m in enumerate(means))
        steps.append(Step("update", means, owners, _inertia(points, means, owners)))


def _inertia(points: Sequence[Point], means: Sequence[Point], owners: Sequence[int]) -> float:
    return sum(dist(p, means[o]) ** 2 for p, o in zip(points, owners, strict=True))


def _mean(points: Sequence[Point], otherwise: Point) -> Point:
    if not points:
        return otherwise
    return sum(p[0] for p in points) / len(points), sum(p[1] for p in points) / len(points)


def first_means(points: Sequence[Point], k: int, seed: int) -> list[Point]:
    """``k`` different points, drawn at random."""
    return Random(seed).sample(list(points), k)


def best_inertia(points: Sequence[Point], k: int, starts: int = 50) -> float:
    """The smallest sum of squared distances of ``starts`` runs."""
    return min(k_means(points, first_means(points, k, seed))[-1].inertia for seed in range(starts))


# -- nearest neighbours ------------------------------------------------------------------------------

WINDS = (((-0.55, -0.40), (0.62, 0.62)), ((0.60, 0.45), (0.62, 0.62)))


Note = tuple[Point, int]


def wind_notes() -> tuple[list[Note], list[Note]]:
    """Fifty notes of two wind instruments to learn from, and 400 new ones.

    Each is its balance of odd and even harmonics and its attack time, with the class 0 or 1. All are
    standardised with the numbers of the fifty.
    """
    examples, unseen = _winds(5, 25), _winds(100, 200)
    like = [point for point, _ in examples]
    return _standardised_notes(examples, like), _standardised_notes(unseen, like)


def _standardised_notes(notes: Sequence[Note], like: Sequence[Point]) -> list[Note]:
    points = standardised([point for point, _ in notes], like)
    return [(point, label) for point, (_, label) in zip(points, notes, strict=True)]


def _winds(seed: int, each: int) -> list[Note]:
    random = Random(seed)
    return [
        ((random.gauss(mean[0], spread[0]), random.gauss(mean[1], spread[1])), label)
        for label, (mean, spread) in enumerate(WINDS)
        for _ in range(each)
    ]


def neighbours(examples: Sequence[Note], point: Point, k: int) -> list[Note]:
    """The ``k`` examples that are nearest to the point, nearest first."""
    return sorted(examples, key=lambda example: dist(example[0], point))[:k]


def vote(examples: Sequence[Note], point: Point, k: int) -> int:
    """The class of most of the ``k`` nearest examples, for odd ``k``."""
    return int(2 * sum(label for _, label in neighbours(examples, point, k)) > k)


def accuracy(examples: Sequence[Note], unseen: Sequence[Note], k: int) -> float:
    return sum(vote(examples, point, k) == label for point, label in unseen) / len(unseen)


# -- regression --------------------------------------------------------------------------------------

NOTES = ((20, -37), (40, -24), (60, -21), (80, -18), (100, -10))  # key velocity, level in dB


@dataclass(frozen=True, slots=True)
class Line:
    bias: float
    weight: float

    def at(self, x: float) -> float:
        return self.bias + self.weight * x


def fit_line(pairs: Sequence[tuple[float, float]]) -> Line:
    """The line with the least sum of squared errors."""
    mean_x, mean_y = _mean(pairs, (0, 0))
    weight = sum((x - mean_x) * (y - mean_y) for x, y in pairs) / sum((x - mean_x) ** 2 for x, _ in pairs)
    return Line(mean_y - weight * mean_x, weight)


# -- overfitting -------------------------------------------------------------------------------------

TRAINING, VALIDATION = 260, 1000  # seeds


def pedal(x: float) -> float:
    """The curve of a distortion pedal: output over input."""
    return 0.9 * tanh(2.6 * x + 0.5) - 0.25


def measured(seed: int, count: int) -> list[Point]:
    """Noisy measurements of the pedal, rounded, so that the fit below can be exact.

    The outermost inputs are always −1 and 1: no set reaches beyond another, and no model is asked
    about what lies outside of its data.
    """
    random = Random(seed)
    inputs = [i + random.random() for i in range(count)]
    first, last = inputs[0], inputs[-1]
    inputs = [2 * (x - first) / (last - first) - 1 for x in inputs]
    return [(round(x, 3), round(pedal(x) + random.gauss(0, 0.12), 3)) for x in inputs]


def fit_polynomial(points: Sequence[Point], degree: int) -> list[float]:
    """Coefficients of the least squares polynomial, lowest power first, by exact arithmetic."""
    size = degree + 1
    pairs = [(Fraction(str(x)), Fraction(str(y))) for x, y in points]
    rows = [
        [sum((x ** (i + j) for x, _ in pairs), Fraction(0)) for j in range(size)]
        + [sum((y * x**i for x, y in pairs), Fraction(0))]
        for i in range(size)
    ]
    for i in range(size):
        rows[i] = [value / rows[i][i] for value in rows[i]]
        for j in range(size):
            if j != i:
                rows[j] = [a - rows[j][i] * b for a, b in zip(rows[j], rows[i], strict=True)]
    return [float(row[-1]) for row in rows]


def evaluate(coefficients: Sequence[float], x: float) -> float:
    value = 0.0
    for coefficient in reversed(coefficients):
        value = value * x + coefficient
    return value


def rms_error(coefficients: Sequence[float], points: Sequence[Point]) -> float:
    return sqrt(sum((evaluate(coefficients, x) - y) ** 2 for x, y in points) / len(points))


# -- gradient descent --------------------------------------------------------------------------------


def descend(start: float, rate: float, steps: int) -> list[float]:
    """Gradient descent on the loss ``w²``, whose slope is ``2 w``."""
    path = [start]
    for _ in range(steps):
        path.append(path[-1] - rate * 2 * path[-1])
    return path


# -- autoencoder -------------------------------------------------------------------------------------

Matrix = list[list[float]]


def spectrum(bands: int = 12, frames: int = 12) -> Matrix:
    """Three harmonic notes, one after the other, as energies from 0 to 1: ``result[frame][band]``."""
    notes = ((0, 4, 1.0), (4, 8, 2.0), (8, frames, 3.0))
    random = Random(5)
    rows = [[0.08 * random.random() for _ in range(bands)] for _ in range(frames)]
    for begin, end, pitch in notes:
        for t in range(begin, end):
            for harmonic in range(1, bands):
                band = round(pitch * harmonic + pitch / 2) - 1
                if band < bands:
                    rows[t][band] += 0.88 * 0.8 ** (harmonic - 1) * 0.86 ** (t - begin)
    return rows


def linear_autoencoder(frames: Matrix, size: int) -> tuple[Matrix, Matrix]:
    """The codes of ``size`` numbers for each frame, and the reconstruction: the best that linear layers can do.

    The weights are the leading right singular vectors of the frames, found one by one by power iteration.
    """
    rest, codes = [row[:] for row in frames], [list[float]() for _ in frames]
    back = [[0.0] * len(frames[0]) for _ in frames]
    for _ in range(size):
        v = [1.0] * len(rest[0])
        for _ in range(500):
            scores = [sum(a * b for a, b in zip(row, v, strict=True)) for row in rest]
            v = [sum(c * row[i] for c, row in zip(scores, rest, strict=True)) for i in range(len(v))]
            norm = sqrt(sum(a * a for a in v))
            v = [a / norm for a in v]
        for row, code, out in zip(rest, codes, back, strict=True):
            score = sum(a * b for a, b in zip(row, v, strict=True))
            code.append(score)
            for i, a in enumerate(v):
                row[i] -= score * a
                out[i] += score * a
    return codes, back


# -- tables ------------------------------------------------------------------------------------------

Rows = list[Sequence[str]]


def kmeans_inertia() -> Rows:
    points = drum_hits()
    return [("clusters", "inertia"), *((str(k), f"{best_inertia(points, k):.2f}") for k in range(1, 9))]


def note_levels() -> Rows:
    line = fit_line(NOTES)
    return [
        ("Velocity", "Level in dB", "Line in dB", "Error in dB"),
        *((str(x), _minus(f"{y}"), _minus(f"{line.at(x):.0f}"), _minus(f"{y - line.at(x):.0f}")) for x, y in NOTES),
    ]


def polynomial_error() -> Rows:
    training, validation = measured(TRAINING, 12), measured(VALIDATION, 200)
    rows: Rows = [("degree", "training", "validation")]
    for degree in range(9):
        fit = fit_polynomial(training, degree)
        rows.append((str(degree), f"{rms_error(fit, training):.4f}", f"{rms_error(fit, validation):.4f}"))
    return rows


def activation_functions() -> Rows:
    rows: Rows = [("z", "ReLU", "tanh", "sigmoid")]
    for i in range(-40, 41):
        z = i / 10
        rows.append((f"{z:g}", f"{max(0.0, z):g}", f"{tanh(z):.4f}", f"{1 / (1 + exp(-z)):.4f}"))
    return rows


def _minus(number: str) -> str:
    """The number with a true minus sign, as print has it."""
    return number.replace("-", "−")


TABLES: dict[str, Callable[[], Rows]] = {
    "kmeans-inertia": kmeans_inertia,
    "note-levels": note_levels,
    "polynomial-error": polynomial_error,
    "activation-functions": activation_functions,
}


if __name__ == "__main__":
    write_or_check(HERE, {f"{name}.csv": csv(rows()) for name, rows in TABLES.items()})
