#!/usr/bin/env python3
"""Draw the figures on networks of decks/02-machine-learning.md.

    python assets/images/machine-learning/networks.py            write the drawings beside this file
    python assets/images/machine-learning/networks.py --check    write nothing; exit 1 if one is not up to date

Points, fits and numbers come from ``data/machine_learning.py``; nothing is drawn by eye that can be computed.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from math import exp, hypot, log
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "tools"))
sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "data"))

import machine_learning as ml
from drawing.axes import Axes
from drawing.figures import Figures
from drawing.palettes import TOKENS, Palette
from drawing.rich_sheet import RichSheet
from drawing.sheet import Sheet, num

figures = Figures(__file__, TOKENS)


# -- networks ----------------------------------------------------------------------------------------


@figures.inline("neuron")
def neuron(p: Palette) -> Sheet:
    s = RichSheet(p, 1480, 460, "A neuron: weighted sum, bias and activation, with numbers")
    rows = (
        (80, "x_{1}", "0.5", "w_{1}", "0.8"),
        (225, "x_{2}", "−1", "w_{2}", "0.4"),
        (370, "x_{3}", "2", "w_{3}", "0.3"),
    )
    sx, sy = 690, 225
    for y, x, value, weight, number in rows:
        s.circle(150, y, 52, p.soft(p.violet), p.violet)
        s.text(150, y, value, 36, weight=700)
        s.math(50, y, x, 44)
        angle = (sy - y) / (sx - 150)
        length = hypot(1, angle)
        end = (sx - 84 / length, sy - 84 * angle / length)
        s.path(
            f"M{num(150 + 54 / length)} {num(y + 54 * angle / length)}L{num(end[0])} {num(end[1])}",
            p.ink,
            4,
            arrow=True,
        )
        mx, my = 330, y + angle * 180
        s.rect(mx - 104, my - 30, 208, 60, p.ground, p.teal, 3, 30)
        s.math(mx, my, f"{weight} = {number}", 38, p.teal)
    s.circle(sx, sy, 82, p.soft(p.teal), p.teal, 4)
    s.math(sx, sy - 2, "Σ", 70)
    s.wire([(sx, 406), (sx, sy + 84)], p.ink, 4, True)
    s.math(sx + 26, 392, "b = −0.1", 40, anchor="start")
    s.wire([(sx + 82, sy), (946, sy)], p.ink, 4, True)
    s.math(864, sy - 38, "z = 0.5", 40)
    with s.fragment(0):
        s.rect(950, sy - 80, 180, 160, p.soft(p.violet), p.violet, 4, 22)
        curve = [(970 + i * 1.4, sy + 46 - 92 / (1 + exp(-(i - 50) / 9))) for i in range(101)]
        s.path("M" + "L".join(f"{num(x)} {num(y)}" for x, y in curve), p.violet, 6)
        s.math(1040, sy + 118, "φ = σ", 42, p.violet)
        s.wire([(1132, sy), (1330, sy)], p.ink, 4, True)
        s.math(1228, sy - 38, "a = 0.62", 40)
        s.circle(1386, sy, 52, p.soft(p.coral), p.coral)
        s.text(1386, sy, "0.62", 32, weight=700)
    return s


@figures.inline("fully-connected")
def fully_connected(p: Palette) -> Sheet:
    s = RichSheet(p, 1680, 570, "A network with an input, two hidden layers and an output")
    layers = ((150, 4, p.violet, "x"), (610, 5, p.teal, "a_{1}"), (1070, 5, p.teal, "a_{2}"), (1530, 3, p.coral, "ŷ"))
    heads = ("input", "hidden layer 1", "hidden layer 2", "output")
    weights = ("W_{1}, b_{1}", "W_{2}, b_{2}", "W_{3}, b_{3}")
    link = "var(--ink-faint)"  # at least 3:1 on the ground: these lines carry meaning

    def ys(count: int) -> list[float]:
        return [330 + (i - (count - 1) / 2) * 98 for i in range(count)]

    for k, (x, count, colour, name) in enumerate(layers):
        with s.fragment(k - 2) if k > 1 else s.moved(0, 0):
            if k:
                px, before = layers[k - 1][0], layers[k - 1][1]
                for a in ys(before):
                    for b in ys(count):
                        s.path(f"M{px + 32} {num(a)}L{x - 32} {num(b)}", link, 2)
                s.rect((px + x) / 2 - 92, 298, 184, 64, p.ground, link, 2, 32)
                s.math((px + x) / 2, 329, weights[k - 1], 42, bold=True)
            for y in ys(count):
                s.circle(x, y, 31, p.soft(colour), colour, 4)
            s.text(x, 20, heads[k], 34, p.muted)
            s.math(x, 68, name, 46, colour, bold=True)
    return s


@figures.inline("training-loop")
def training_loop(p: Palette) -> Sheet:
    s = RichSheet(p, 1680, 570, "Forward pass, loss, backward pass and update, with the numbers of one neuron")
    x, w, b, rate = (0.5, -1.0, 2.0), (0.8, 0.4, 0.3), -0.1, 0.1
    z = sum(one * other for one, other in zip(x, w, strict=True)) + b
    out = 1 / (1 + exp(-z))
    slope = out - 1
    gradient = ", ".join(_decimal(slope * value, 2) for value in x)
    new = ", ".join(_decimal(weight - rate * slope * value, 2) for value, weight in zip(x, w, strict=True))

    def card(left: float, top: float, number: str, head: str, formula: str, values: Sequence[str], colour: str) -> None:
        s.rect(left, top, 500, 226, p.soft(colour), colour, 4, 20)
        s.circle(left + 46, top + 46, 25, colour)
        s.text(left + 46, top + 46, number, 32, p.ground, weight=700)
        s.text(left + 88, top + 46, head, 38, colour, "start", 700)
        first = top + (98 if len(values) > 1 else 112)
        s.vector_math(left + 250, first, formula, 42, "wx")
        for i, value in enumerate(values):
            s.vector_math(left + 250, first + (50 if i == 0 else 93), value, 36, "wx", p.muted)

    s.box(2, 86, 178, 90, "Input", size=34)
    s.vector_math(132, 212, "x = (0.5, −1, 2)", 36, "x")
    s.wire([(180, 131), (318, 131)], p.ink, 4, True)
    card(320, 18, "1", "Forward", "ŷ = σ(w^{⊤}x + b)", (f"ŷ = σ({z:.1f}) = {out:.2f}",), p.teal)
    with s.fragment(0):
        s.wire([(820, 131), (998, 131)], p.ink, 4, True)
        s.box(1566, 86, 112, 90, "Target", size=32)
        s.math(1622, 212, "y = 1", 40)
        s.wire([(1566, 131), (1502, 131)], p.ink, 4, True)
        card(1000, 18, "2", "Loss", "ℒ = −log ŷ", (f"ℒ = {-log(out):.2f}",), p.coral)
    with s.fragment(1):
        s.wire([(1250, 246), (1250, 332)], p.ink, 4, True)
        backward = f"= ({gradient})", f"∂ℒ/∂b = ŷ − y = {_decimal(slope, 2)}"
        card(1000, 334, "3", "Backward", "∂ℒ/∂w = (ŷ − y) x", backward, p.violet)
    with s.fragment(2):
        s.wire([(1000, 447), (822, 447)], p.ink, 4, True)
        update = f"w = ({new})", f"b = {_decimal(b - rate * slope, 3)}"
        card(320, 334, "4", "Update", "w ← w − η ∂ℒ/∂w", update, p.teal)
        s.wire([(570, 334), (570, 248)], p.ink, 4, True)
        s.math(160, 447, "η = 0.1", 40)
    return s


@figures.inline("learning-rate")
def learning_rate(p: Palette) -> Sheet:
    s = RichSheet(p, 1680, 510, "Gradient descent on a parabola with a small, a good and a large learning rate")
    cases = ((0.02, "too small", 8, p.violet), (0.3, "good", 5, p.teal), (1.05, "too large", 5, p.coral))
    for i, (rate, verdict, steps, colour) in enumerate(cases):
        left = i * 580
        plot = Axes(s, left, left + 520, 56, 446, -5.6, 5.6, -2.4, 29)
        with s.fragment(i - 1) if i else s.moved(0, 0):
            s.rect(left + 1.5, 56, 517, 390, p.surface, p.line, 2, 14)
            plot.line([(w / 20, (w / 20) ** 2) for w in range(-106, 107)], p.muted, 4)
            start = 4.0 if rate < 1 else 3.0
            path = ml.descend(start, rate, steps)
            plot.line([(w, w * w) for w in path], colour, 4)
            for j, w in enumerate(path):
                s.circle(*plot.at(w, w * w), 13 if j == 0 else 9, colour if j else p.ground, colour, 4)
            s.math(left, 24, f"η = {rate:g}", 40, anchor="start")
            s.text(left + 520, 24, verdict, 36, colour, "end", 700)
            said = ", ".join(_decimal(w, 2).rstrip("0").rstrip(".") for w in path[:4]) + ", …"
            s.math(left + 260, 480, "w: " + said, 36, p.muted)
    return s


def _decimal(value: float, digits: int) -> str:
    return f"{value:.{digits}f}".replace("-", "−")


# -- what comes later --------------------------------------------------------------------------------


def _spectrogram(s: RichSheet, x: float, y: float, size: float, frames: ml.Matrix, colour: str) -> None:
    """The frames from left to right, low bands below; energies are cut to the range from 0 to 1."""
    for t, row in enumerate(frames):
        for b, energy in enumerate(row):
            shade = s.c.mix(colour, min(max(energy, 0.05), 1))
            s.rect(x + t * size, y + (len(row) - 1 - b) * size, size - 2, size - 2, shade, r=3)


@figures.inline("cnn")
def cnn(p: Palette) -> Sheet:
    s = RichSheet(p, 1680, 450, "A convolutional network from a mel spectrogram to ten instruments")
    _spectrogram(s, 12, 110, 22, ml.spectrum(), p.violet)
    s.text(142, 44, "mel spectrogram", 30, weight=700)
    s.text(142, 426, "1 × 64 × 96", 32, p.muted)

    def stack(x: float, w: float, h: float, sheets: int, colour: str, name: str, shape: str) -> None:
        top = 224 - h / 2
        for i in range(sheets):
            d = (sheets - 1 - i) * 9
            s.rect(x + d, top - d + 18, w, h, p.soft(colour), colour, 3, 8)
        s.text(x + w / 2 + 16, 44, name, 30, weight=700)
        s.text(x + w / 2 + 16, 426, shape, 32, p.muted)

    def step(x: float) -> None:
        s.path(f"M{x} 242h70", p.ink, 4, arrow=True)

    step(306)
    stack(390, 180, 180, 4, p.teal, "convolution", "16 × 64 × 96")
    step(620)
    stack(706, 106, 106, 4, p.coral, "pooling", "16 × 32 × 48")
    step(862)
    stack(948, 106, 106, 6, p.teal, "convolution", "32 × 32 × 48")
    step(1122)
    stack(1208, 60, 60, 6, p.coral, "pooling", "32 × 16 × 24")
    step(1336)
    s.text(1444, 44, "mean, dense", 30, weight=700)
    for i in range(10):
        s.circle(1444, 107 + i * 30, 12, p.teal if i == 3 else p.soft(p.teal), p.teal, 3)
    s.text(1472, 197, "oboe: 0.81", 32, p.teal, "start", 700)
    s.text(1444, 426, "10", 32, p.muted)
    return s


@figures.inline("sequence-tasks")
def sequence_tasks(p: Palette) -> Sheet:
    s = RichSheet(p, 1680, 470, "Three ways to use a recurrent layer")
    cases = (
        ("many to one", "tagging: “rock”", (0, 1, 2, 3), (3,), p.teal),
        ("many to many", "transcription: notes per frame", (0, 1, 2, 3), (0, 1, 2, 3), p.violet),
        ("one to many", "generation from a first note", (0,), (0, 1, 2, 3), p.coral),
    )
    for i, (name, task, inputs, outputs, colour) in enumerate(cases):
        left = i * 590
        s.text(left, 28, name, 38, colour, "start", 700)
        for t in range(4):
            x = left + 50 + t * 130
            if t:
                s.path(f"M{x - 88} 230H{x - 46}", p.ink, 4, arrow=True)
            s.rect(x - 42, 188, 84, 84, p.soft(colour), colour, 4, 16)
            s.math(x, 230, f"h_{{{t + 1}}}", 40, bold=True)
            if t in inputs:
                s.path(f"M{x} 340V276", p.ink, 4, arrow=True)
                s.math(x, 370, f"x_{{{t + 1}}}", 40, bold=True)
            if t in outputs:
                s.path(f"M{x} 186V126", p.ink, 4, arrow=True)
                s.math(x, 96, f"y_{{{t + 1}}}" if len(outputs) > 1 else "y", 40, bold=True)
        with s.fragment(i):
            s.text(left, 442, task, 34, p.ink, "start")
    with s.fragment(3):
        for t in range(3):
            x = 1180 + 50 + t * 130
            s.wire(
                [(x + 28, 96), (x + 65, 96), (x + 65, 320), (x + 130, 320), (x + 130, 278)], p.coral, 3, True, 20, "8 8"
            )
    return s


@figures.inline("autoencoder")
def autoencoder(p: Palette) -> Sheet:
    s = RichSheet(
        p, 1680, 440, "An autoencoder: spectrogram, encoder, a code of three numbers per frame, decoder, reconstruction"
    )
    frames = ml.spectrum()
    codes, back = ml.linear_autoencoder(frames, 3)
    _spectrogram(s, 0, 66, 22, frames, p.violet)
    _spectrogram(s, 1416, 66, 22, back, p.violet)
    top = max(abs(value) for code in codes for value in code)
    for t, code in enumerate(codes):
        for i, value in enumerate(code):
            shade = p.mix(p.coral if value > 0 else p.teal, max(abs(value) / top, 0.05))
            s.rect(708 + t * 22, 165 + i * 22, 20, 20, shade, r=3)
    for left, name, formula, near, far in (
        (340, "encoder", "z = f(x)", 132, 52),
        (1060, "decoder", "x̂ = g(z)", 52, 132),
    ):
        s.add(
            f'<path d="M{left} {198 - near}L{left + 280} {198 - far}V{198 + far}L{left} {198 + near}z" '
            f'fill="{p.soft(p.teal)}" stroke="{p.teal}" stroke-width="4" stroke-linejoin="round"/>'
        )
        s.text(left + 140, 178, name, 36, weight=700)
        s.math(left + 140, 224, formula, 40, bold=True)
    for x, name, letter, size in (
        (131, "input", "x", "12 × 12 numbers"),
        (839, "code", "z", "3 × 12 numbers"),
        (1547, "reconstruction", "x̂", "12 × 12 numbers"),
    ):
        s.text(x, 24, name, 32, weight=700)
        s.math(x, 376, letter, 46, bold=True)
        s.text(x, 420, size, 28, p.muted)
    for x in (272, 628, 980, 1348):
        s.path(f"M{x} 198h58", p.ink, 4, arrow=True)
    return s


if __name__ == "__main__":
    figures.write_or_check()
