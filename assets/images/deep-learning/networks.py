#!/usr/bin/env python3
"""Draw the figures on networks of decks/03-deep-learning-fundamentals.md.

    python assets/images/deep-learning/networks.py            write the drawings beside this file
    python assets/images/deep-learning/networks.py --check    write nothing; exit 1 if one is not up to date

Every curve is computed here.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import nullcontext
from math import cos, exp, pi, tanh
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "tools"))

from drawing.axes import Axes
from drawing.figures import Figures
from drawing.functions import Function, relu, sigmoid, unit
from drawing.palettes import Palette
from drawing.sheet import Point, Sheet, num

figures = Figures(__file__)


@figures.inline("network")
def network(p: Palette) -> Sheet:
    s = Sheet(p, 1560, 600, "A fully connected network with four inputs, two hidden layers of five, two outputs")
    layers = (
        (160.0, 4, p.ink, "x"),
        (570.0, 5, p.teal, "a_{1}"),
        (980.0, 5, p.violet, "a_{2}"),
        (1390.0, 2, p.coral, "ŷ"),
    )
    names = ("input", "hidden layer 1", "hidden layer 2", "output")

    def places(x: float, count: int) -> list[Point]:
        return [(x, 270 + (i - (count - 1) / 2) * 98) for i in range(count)]

    for k, (x, count, colour, label) in enumerate(layers):
        with s.fragment(k - 1) if k else nullcontext():
            if k:
                before = layers[k - 1]
                for a in places(before[0], before[1]):
                    for b in places(x, count):
                        dx, dy = b[0] - a[0], b[1] - a[1]
                        length = (dx * dx + dy * dy) ** 0.5
                        ux, uy = dx / length, dy / length
                        start, end = (a[0] + ux * 36, a[1] + uy * 36), (b[0] - ux * 36, b[1] - uy * 36)
                        s.path(f"M{num(start[0])} {num(start[1])}L{num(end[0])} {num(end[1])}", p.mix(colour, 0.6), 2.5)
                s.math((before[0] + x) / 2, 22, f"W_{{{k}}}, b_{{{k}}}", 38, colour, bold=True)
            for i, (cx, cy) in enumerate(places(x, count)):
                s.circle(cx, cy, 34, p.mix(colour, 0.05 if k == 0 else 0.2), colour, 4)
                if k == 0:
                    s.math(cx, cy, f"x_{{{i + 1}}}", 36)
            s.math(x, 540, label, 42, colour, bold=True)
            s.text(x, 584, names[k], 28, p.muted)
    return s


@figures.inline("function-family")
def function_family(p: Palette) -> Sheet:
    s = Sheet(p, 1540, 530, "Four points of the parameter plane, and the four functions that they stand for")
    members = ((1.0, 0.0, p.teal), (4.0, 0.0, p.violet), (1.0, 2.0, p.coral), (-2.0, -1.0, p.ink))
    plane = Axes(s, 100, 660, 74, 436, -3, 5, -3, 3)
    plane.frame((-2, 0, 2, 4), (-2, 0, 2))
    plane.line([(0, -3), (0, 3)], p.faint, 2)
    graph = Axes(s, 900, 1500, 74, 436, -3, 3, -1.3, 1.3)
    graph.frame((-3, 0, 3), (-1, 0, 1))
    for name, (w, b, colour) in zip("ABCD", members, strict=True):
        plane.sheet.circle(*plane.at(w, b), 30, colour)
        x, y = plane.at(w, b)
        s.text(x, y, name, 32, p.ground, weight=700)
        graph.curve(unit(tanh, w, b), colour, 6)
    marks = (("A", 2.0, -0.17), ("B", 0.62, 0.17), ("C", -1.4, 0.12), ("D", -2.35, -0.12))
    for name, at, lift in marks:
        w, b, colour = members["ABCD".index(name)]
        x, y = graph.at(at, max(-1.0, min(1.0, tanh(w * at + b))) + lift)
        s.circle(x, y, 25, p.ground, colour, 4)
        s.text(x, y, name, 28, colour, weight=700)
    s.text(380, 26, "parameter space: one point", 34, weight=700)
    s.text(1200, 26, "function space: one function", 34, weight=700)
    s.math(380, 504, "w", 38, p.muted)
    s.math(34, 255, "b", 38, p.muted)
    s.math(1200, 504, "x", 38, p.muted)
    s.path("M700 255H800", p.muted, 4, arrow=True)
    return s


def _contour(axes: Axes, f: Callable[[float, float], float], level: float, count: int = 90) -> str:
    """The line f = level by marching squares, as one path of many short strokes."""
    xs = [axes.x_from + (axes.x_to - axes.x_from) * i / count for i in range(count + 1)]
    ys = [axes.y_from + (axes.y_to - axes.y_from) * j / count for j in range(count + 1)]
    values = [[f(x, y) - level for x in xs] for y in ys]
    strokes: list[str] = []
    for j in range(count):
        for i in range(count):
            corners = ((i, j), (i + 1, j), (i + 1, j + 1), (i, j + 1))
            cuts: list[Point] = []
            for (a, b), (c, d) in zip(corners, (*corners[1:], corners[0]), strict=True):
                v, w = values[b][a], values[d][c]
                if (v < 0) != (w < 0):
                    share = v / (v - w)
                    cuts.append((xs[a] + (xs[c] - xs[a]) * share, ys[b] + (ys[d] - ys[b]) * share))
            for start, end in zip(cuts[::2], cuts[1::2], strict=False):
                strokes.append(axes.trail((start, end)))
    return "".join(strokes)


@figures.inline("descent")
def descent(p: Palette) -> Sheet:
    s = Sheet(p, 1540, 530, "Gradient descent: a path in the plane of the parameters, and the function getting better")
    true_w, true_b = 1.5, -0.6
    wiggle = (0.06, -0.09, 0.1, -0.03, -0.08, 0.07, 0.02, -0.1, 0.08)
    data = [(-2 + 0.5 * i, tanh(true_w * (-2 + 0.5 * i) + true_b) + e) for i, e in enumerate(wiggle)]

    def loss(w: float, b: float) -> float:
        return sum((tanh(w * x + b) - y) ** 2 for x, y in data) / len(data)

    w, b, rate = -0.9, 1.4, 0.3
    path = [(w, b)]
    for _ in range(60):
        dw = db = 0.0
        for x, y in data:
            out = tanh(w * x + b)
            error = 2 * (out - y) * (1 - out * out) / len(data)
            dw, db = dw + error * x, db + error
        w, b = w - rate * dw, b - rate * db
        path.append((w, b))
    plane = Axes(s, 100, 660, 74, 436, -2, 3, -2, 2)
    for level in (0.02, 0.06, 0.14, 0.28, 0.46, 0.7, 1.0, 1.3):
        s.path(_contour(plane, loss, level), p.mix(p.ink, 0.5 - 0.26 * min(level, 1)), 2.5)
    plane.frame((-2, -1, 0, 1, 2, 3), (-2, 0, 2))
    plane.line(path, p.ink, 4)
    for w, b in path[1:]:
        s.circle(*plane.at(w, b), 6, p.ink)
    graph = Axes(s, 900, 1500, 74, 436, -2.2, 2.2, -1.2, 1.2)
    graph.frame((-2, 0, 2), (-1, 0, 1))
    for x, y in data:
        s.circle(*graph.at(x, y), 10, "none", p.ink, 4)
    for k, colour in ((0, p.coral), (10, p.violet), (60, p.teal)):
        w, b = path[k]
        graph.curve(unit(tanh, w, b), colour, 6)
        plane.dot(w, b, colour, 15)
        x, y = plane.at(w, b)
        if k:
            s.rect(x + 20, y - 38, 116, 36, p.ground, r=8)
            s.text(x + 26, y - 20, f"step {k}", 30, colour, "start", 700)
        else:
            s.text(x - 28, y, "start", 30, colour, "end", 700)
    s.text(380, 26, "loss over the parameters", 34, weight=700)
    s.text(1200, 26, "data, and the function", 34, weight=700)
    s.math(380, 504, "w", 38, p.muted)
    s.math(34, 255, "b", 38, p.muted)
    s.math(1200, 504, "x", 38, p.muted)
    return s


# -- what networks can represent ----------------------------------------------------------------------


@figures.inline("relu-sum")
def relu_sum(p: Palette) -> Sheet:
    s = Sheet(p, 1600, 560, "Three rectified linear units, weighted and added, are a function of four straight pieces")
    units = ((1.2, -1.5, p.teal), (-2.0, 0.0, p.violet), (1.8, 1.0, p.coral))
    names = ("1.2 · ReLU(x + 1.5)", "−2 · ReLU(x)", "1.8 · ReLU(x − 1)")
    for i, (a, c, colour) in enumerate(units):
        with s.fragment(i):
            top = 20 + i * 180
            axes = Axes(s, 20, 340, top, top + 140, -2.5, 2.5, -5.2, 5.2)
            s.rect(20, top, 320, 140, p.surface, p.faint, 2, 12)
            axes.line([(-2.5, 0), (2.5, 0)], p.line, 2)
            axes.line([(-2.5, 0), (c, 0), (2.5, a * (2.5 - c))], colour, 6)
            axes.dot(c, 0, colour, 10)
            s.math(366, top + 70, names[i], 36, colour, "start")
    with s.fragment(3):

        def total(x: float) -> float:
            return -0.6 + sum(a * relu(x - c) for a, c, _ in units)

        s.path("M725 270H800", p.ink, 4, arrow=True)
        s.math(760, 226, "− 0.6", 34)
        axes = Axes(s, 880, 1560, 30, 470, -2.5, 2.5, -1, 2)
        axes.frame((-2, -1, 0, 1, 2), (-1, 0, 1, 2))
        for _, c, colour in units:
            axes.line([(c, -1), (c, total(c))], colour, 3, "8 8")
        axes.line([(x, total(x)) for x in (-2.5, -1.5, 0, 1, 2.5)], p.ink, 6)
        for _, c, colour in units:
            axes.dot(c, total(c), colour, 13)
        s.math(1220, 540, "x", 38, p.muted)
    return s


@figures.inline("bump")
def bump(p: Palette) -> Sheet:
    s = Sheet(p, 1540, 530, "Two sigmoids make a bump; a sum of smooth steps follows the envelope of a note")
    left = Axes(s, 60, 600, 74, 436, 0, 1, -0.05, 1.1)
    left.frame((0, 0.5, 1), (0, 1))
    for row, (steepness, colour) in enumerate(((20, p.violet), (50, p.teal), (200, p.coral))):
        up, down = unit(sigmoid, steepness, -0.3 * steepness), unit(sigmoid, steepness, -0.6 * steepness)
        left.curve(_difference(up, down), colour, 6, count=401)
        s.math(470, 146 + 54 * row, f"k = {steepness}", 36, colour, "start")
    s.text(330, 26, "two sigmoids: one bump", 34, weight=700)

    right = Axes(s, 820, 1500, 74, 436, 0, 1, -0.05, 1.1)
    right.frame((0, 0.5, 1), (0, 1))
    right.curve(_envelope, p.line, 12, count=401)
    for count, colour, y in ((8, p.coral, 140), (32, p.teal, 184)):
        smooth = _staircase(count)
        right.curve(smooth, colour, 5, count=401)
        worst = max(abs(smooth(i / 1000) - _envelope(i / 1000)) for i in range(1001))
        s.text(1120, y, f"{count} units: error at most {worst:.2f}", 30, colour, "start", 700)
    s.text(1160, 26, "many sigmoids: an envelope", 34, weight=700)
    s.math(330, 504, "x", 38, p.muted)
    s.math(1160, 504, "x", 38, p.muted)
    return s


def _difference(f: Function, g: Function) -> Function:
    return lambda x: f(x) - g(x)


def _envelope(x: float) -> float:
    """A fast attack, a slow decay and a tremolo, with a maximum of 0.72."""
    return 1.3 * (1 - exp(-12 * x)) * exp(-2.2 * x) * (1 + 0.12 * cos(2 * pi * 3 * x))


def _staircase(count: int) -> Function:
    """Envelope as a sum of ``count`` sigmoids: step i rises by what the envelope gains from one knot to the next."""
    rises = [(_envelope((i + 1) / count) - _envelope(i / count), (i + 0.5) / count) for i in range(count)]
    return lambda x: _envelope(0) + sum(rise * sigmoid(4.0 * count * (x - at)) for rise, at in rises)


@figures.inline("sawtooth")
def sawtooth(p: Palette) -> Sheet:
    s = Sheet(p, 1660, 480, "A tent map, composed with itself: the number of straight pieces doubles with each layer")
    colours = (p.teal, p.teal, p.violet, p.coral)

    def tent(x: float) -> float:
        return 2 * relu(x) - 4 * relu(x - 0.5)

    for k, colour in enumerate(colours, 1):
        x = 50 + (k - 1) * 415
        axes = Axes(s, x, x + 350, 70, 360, 0, 1, 0, 1)
        s.rect(x, 70, 350, 290, p.surface, r=8)
        points = []
        for i in range(2**k + 1):
            y = i / 2**k
            for _ in range(k):
                y = tent(y)
            points.append((i / 2**k, y))
        axes.line(points, colour, 5)
        s.path(f"M{x} 70V360H{x + 350}", p.muted, 3)
        s.text(x, 390, "0", 28, p.muted)
        s.text(x + 350, 390, "1", 28, p.muted)
        s.text(x + 175, 28, "1 layer" if k == 1 else f"{k} layers", 34, weight=700)
        s.text(x + 175, 400, f"{2 * k} units", 30, p.muted)
        s.text(x + 175, 446, f"{2**k} pieces", 34, colour, weight=700)
    return s


# -- not always layer by layer -------------------------------------------------------------------------


def _block(s: Sheet, x: float, y: float, w: float, words: str, colour: str) -> None:
    s.rect(x, y - 48, w, 96, s.c.soft(colour), colour, 4, 16)
    s.text(x + w / 2, y, words, 32)


@figures.inline("skip")
def skip(p: Palette) -> Sheet:
    s = Sheet(p, 860, 420, "A residual block: the input is added to the output of two layers")
    y = 270
    s.math(28, y, "a", 42, bold=True)
    s.wire([(60, y), (180, y)], p.ink, 4, arrow=True)
    s.dot(110, y, p.coral)
    s.wire([(110, y), (110, 110), (690, 110), (690, y - 34)], p.coral, 6, arrow=True, corner=30)
    s.text(400, 66, "skip connection", 32, p.coral, weight=700)
    _block(s, 184, y, 180, "layer", p.teal)
    s.wire([(368, y), (440, y)], p.ink, 4, arrow=True)
    _block(s, 444, y, 150, "layer", p.teal)
    s.wire([(598, y), (656, y)], p.ink, 4, arrow=True)
    s.operator(690, y, "+", p.coral, 30)
    s.wire([(722, y), (780, y)], p.ink, 4, arrow=True)
    s.math(822, y, "a′", 42, bold=True)
    s.path("M184 344v16H594v-16", p.muted, 3)
    s.math(389, 394, "F", 40, p.muted)
    return s


@figures.inline("feedback")
def feedback(p: Palette) -> Sheet:
    s = Sheet(p, 860, 420, "A recurrent layer: its output of the step before comes back as an input")
    y = 270
    s.math(46, y, "x_{t}", 42, bold=True)
    s.wire([(88, y), (286, y)], p.ink, 4, arrow=True)
    _block(s, 290, y, 240, "layer", p.teal)
    s.wire([(534, y), (770, y)], p.ink, 4, arrow=True)
    s.math(814, y, "h_{t}", 42, bold=True)
    s.dot(650, y, p.violet)
    s.wire([(650, y), (650, 110), (464, 110)], p.violet, 6, arrow=True, corner=30)
    s.rect(350, 64, 112, 92, p.soft(p.violet), p.violet, 4, 16)
    s.math(406, 108, "z^{−1}", 40)
    s.wire([(348, 110), (200, 110), (200, 246), (284, 246)], p.violet, 6, arrow=True, corner=30)
    s.text(706, 66, "feedback", 32, p.violet, weight=700)
    s.math(228, 186, "h_{t−1}", 38, p.violet, "start", bold=True)
    return s


if __name__ == "__main__":
    figures.write_or_check()
