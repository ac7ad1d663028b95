#!/usr/bin/env python3
"""Draw the figures of decks/03-deep-learning-fundamentals.md.

    python assets/images/deep-learning/drawings.py            write the SVG files into this folder
    python assets/images/deep-learning/drawings.py --check    write nothing; exit 1 if a file is not up to date

All are put into the page by ``{inline}``, so that they have its colours and its fonts; parts of some come by steps.
Every curve is computed here. Only the standard library and the drawing primitives of tools/figures.py are needed.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import cos, exp, log, pi, sin, tanh
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[2] / "tools"))

from figures import PAGE, Palette, Point, Sheet  # noqa: E402 (found by the path above)

Function = Callable[[float], float]


def _n(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") if abs(value) >= 0.005 else "0"


def _signed(value: float) -> str:
    return f"{value:g}".replace("-", "−")


class StepSheet(Sheet):
    """A drawing with parts that wait for their step."""

    def open_step(self, index: int) -> None:
        self.add(f'<g class="fragment" data-fragment-index="{index}">')

    def close_step(self) -> None:
        self.add("</g>")


# -- plots -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Axes:
    """A rectangle of the sheet, and the part of the plane that it shows."""

    sheet: Sheet
    left: float
    right: float
    top: float
    bottom: float
    x_from: float
    x_to: float
    y_from: float
    y_to: float

    def at(self, x: float, y: float) -> Point:
        return (
            self.left + (self.right - self.left) * (x - self.x_from) / (self.x_to - self.x_from),
            self.bottom - (self.bottom - self.top) * (y - self.y_from) / (self.y_to - self.y_from),
        )

    def trail(self, points: Iterable[Point]) -> str:
        places = [self.at(x, y) for x, y in points]
        return "M" + "L".join(f"{_n(x)} {_n(y)}" for x, y in places)

    def line(self, points: Iterable[Point], colour: str, width: float = 5, dash: str = "", arrow: bool = False) -> None:
        self.sheet.path(self.trail(points), colour, width, dash=dash, arrow=arrow)

    def curve(self, f: Function, colour: str, width: float = 5, dash: str = "", count: int = 161) -> None:
        step = (self.x_to - self.x_from) / (count - 1)
        xs = [self.x_from + i * step for i in range(count)]
        self.line([(x, f(x)) for x in xs if self.y_from - 1e-6 <= f(x) <= self.y_to + 1e-6], colour, width, dash)

    def dot(self, x: float, y: float, colour: str, r: float = 11) -> None:
        self.sheet.circle(*self.at(x, y), r, colour, self.sheet.c.ground, 3)

    def frame(self, xs: Sequence[float] = (), ys: Sequence[float] = (), x_label: str = "", y_label: str = "") -> None:
        """Two axes at the left and the bottom edge with numbers, faint lines across, a formula at each end."""
        s, p = self.sheet, self.sheet.c
        for y in ys:
            level = self.at(0, y)[1]
            s.path(f"M{_n(self.left)} {_n(level)}H{_n(self.right)}", p.faint, 2)
            s.text(self.left - 16, level, _signed(y), 28, p.muted, "end")
        for x in xs:
            place = self.at(x, 0)[0]
            s.path(f"M{_n(place)} {_n(self.bottom)}v9", p.muted, 2)
            s.text(place, self.bottom + 32, _signed(x), 28, p.muted)
        s.path(f"M{_n(self.left)} {_n(self.top)}V{_n(self.bottom)}H{_n(self.right)}", p.muted, 3)
        if x_label:
            s.math(self.right + 16, self.bottom, x_label, 38, p.muted, "start")
        if y_label:
            s.math(self.left, self.top - 34, y_label, 38, p.muted)


FIGURES: dict[str, Callable[[Palette], Sheet]] = {}


def figure(name: str) -> Callable[[Callable[[Palette], Sheet]], Callable[[Palette], Sheet]]:
    return lambda draw: FIGURES.setdefault(name, draw)


def sigmoid(z: float) -> float:
    return 1 / (1 + exp(-z)) if z > -700 else 0.0


def relu(z: float) -> float:
    return max(z, 0.0)


def unit(phi: Function, w: float, b: float) -> Function:
    """A neuron with one input."""
    return lambda x: phi(w * x + b)


# -- what is deep ------------------------------------------------------------------------------------


@figure("learned-features")
def learned_features(p: Palette) -> Sheet:
    s = Sheet(p, 1540, 460, "What is designed and what is learned: rules, classic machine learning, deep learning")

    def box(x: float, y: float, w: float, words: str, learned: bool) -> None:
        if learned:
            s.rect(x, y - 48, w, 96, p.soft(p.teal), p.teal, 4, 16)
        else:
            s.rect(x, y - 48, w, 96, p.surface, p.line, 3, 16)
        s.text(x + w / 2, y, words, 32)

    def arrow(x: float, y: float, end: float) -> None:
        s.path(f"M{_n(x)} {_n(y)}H{_n(end)}", p.ink, 3, arrow=True)

    rows = (
        (56, "Rules", ((560, "rules, written by experts", False),)),
        (186, "Classic learning", ((380, "features, by hand", False), (170, "model", True))),
        (316, "Deep learning", ((125, "layer", True),) * 4),
    )
    for y, name, boxes in rows:
        s.text(0, y, name, 36, anchor="start", weight=700)
        heights = (10, 26, 44, 30, 52, 22, 36, 14, 24)
        for i, height in enumerate(heights):
            s.rect(340 + i * 15, y - height / 2, 8, height, p.violet, r=4)
        x = 500.0
        free = 1200 - x - sum(w for w, _, _ in boxes)
        gap = free / (len(boxes) + 1)
        for w, words, learned in boxes:
            arrow(x + 8, y, x + gap - 8)
            x += gap
            box(x, y, w, words, learned)
            x += w
        arrow(x + 8, y, x + gap - 8)
        s.text(1222, y, "“distorted guitar”", 34, anchor="start")
    y = 428
    s.rect(500, y - 20, 40, 40, p.surface, p.line, 3, 8)
    s.text(556, y, "designed by people", 30, p.muted, "start")
    s.rect(900, y - 20, 40, 40, p.soft(p.teal), p.teal, 4, 8)
    s.text(956, y, "estimated from data", 30, p.muted, "start")
    return s


# -- one neuron --------------------------------------------------------------------------------------


@figure("neuron")
def neuron(p: Palette) -> Sheet:
    s = StepSheet(p, 1500, 430, "A neuron: weighted inputs, a sum with a bias, an activation function")
    rows, total, act = (50.0, 200.0, 350.0), (640.0, 200.0), (980.0, 200.0)
    numbers = ("0.5", "−1", "2")
    for i, y in enumerate(rows):
        s.circle(150, y, 44, p.surface, p.ink)
        s.math(150, y, f"x_{{{i + 1}}}", 40)
        s.text(84, y, numbers[i], 30, p.muted, "end")
    s.open_step(0)
    weights = ("0.8", "0.4", "0.3")
    for i, y in enumerate(rows):
        dx, dy = total[0] - 150, total[1] - y
        length = (dx * dx + dy * dy) ** 0.5
        ux, uy = dx / length, dy / length
        s.path(
            f"M{_n(150 + ux * 48)} {_n(y + uy * 48)}L{_n(total[0] - ux * 62)} {_n(total[1] - uy * 62)}",
            p.teal,
            4,
            arrow=True,
        )
        mx, my = 150 + dx * 0.38, y + dy * 0.38
        s.rect(mx - 92, my - 30, 184, 60, p.ground, p.teal, 3, 30)
        s.math(mx, my, f"w_{{{i + 1}}} = {weights[i]}", 36, p.teal)
    s.circle(*total, 56, p.ground, p.ink, 4)
    s.path(f"M{total[0] - 24} {total[1]}h48M{total[0]} {total[1] - 24}v48", p.ink, 5)
    s.close_step()
    s.open_step(1)
    s.path(f"M{total[0]} 344V264", p.violet, 4, arrow=True)
    s.math(total[0], 380, "b = −0.1", 38, p.violet)
    s.close_step()
    s.open_step(2)
    s.path(f"M{total[0] + 60} 200H{act[0] - 88}", p.ink, 4, arrow=True)
    s.math(795, 162, "z", 40)
    s.text(795, 240, "0.5", 30, p.muted)
    s.rect(act[0] - 84, 116, 168, 168, p.mix(p.coral, 0.14), p.coral, 4, 24)
    axes = Axes(s, act[0] - 60, act[0] + 60, 146, 254, -6, 6, 0, 1)
    axes.line([(-6, 0), (6, 0)], p.muted, 2)
    axes.curve(sigmoid, p.coral, 6)
    s.math(act[0], 326, "φ", 42, p.coral)
    s.path(f"M{act[0] + 88} 200H1218", p.ink, 4, arrow=True)
    s.circle(1270, 200, 44, p.surface, p.ink)
    s.math(1270, 200, "a", 40)
    s.text(1330, 200, "0.62", 30, p.muted, "start")
    s.close_step()
    return s


@figure("waveshaper")
def waveshaper(p: Palette) -> Sheet:
    s = Sheet(p, 1600, 380, "A sine, the curve of a waveshaper, and the clipped sine that comes out")
    gain = 4.0
    boxes = [(20.0, 480.0), (640.0, 960.0), (1120.0, 1580.0)]
    top, bottom = 60.0, 320.0
    left, mid, right = (
        Axes(s, a, b, top, bottom, x0, x1, -1.15, 1.15)
        for (a, b), (x0, x1) in zip(boxes, ((0, 2), (-1.15, 1.15), (0, 2)), strict=True)
    )
    for axes in (left, mid, right):
        s.rect(axes.left, top, axes.right - axes.left, bottom - top, p.surface, r=14)
        axes.line([(axes.x_from, 0), (axes.x_to, 0)], p.line, 2)
    mid.line([(0, -1.15), (0, 1.15)], p.line, 2)
    left.curve(lambda t: 0.8 * sin(2 * pi * t), p.teal, 6)
    mid.curve(lambda x: x, p.line, 3, "10 10")
    mid.curve(lambda x: tanh(gain * x), p.coral, 6)
    right.curve(lambda t: 0.8 * sin(2 * pi * t), p.line, 3, "10 10")
    right.curve(lambda t: tanh(gain * 0.8 * sin(2 * pi * t)), p.violet, 6)
    s.math(250, 26, "x[n]", 40, p.teal)
    s.math(800, 26, "tanh(4x)", 40, p.coral)
    s.math(1350, 26, "y[n]", 40, p.violet)
    for a, b in ((480, 640), (960, 1120)):
        s.path(f"M{a + 30} 190H{b - 30}", p.ink, 4, arrow=True)
    s.text(250, 354, "two periods of a sine", 28, p.muted)
    s.text(800, 354, "gain 4, then the bend", 28, p.muted)
    s.text(1350, 354, "soft clipping", 28, p.muted)
    return s


@figure("bias")
def bias(p: Palette) -> Sheet:
    s = Sheet(p, 1560, 480, "The weight sets how steep the sigmoid is, the bias sets where it is")
    weight = (
        ((0.5, p.violet, "w = 0.5"), (1.0, p.teal, "w = 1"), (4.0, p.coral, "w = 4")),
        "without a bias: always ½ at 0",
    )
    offset = (
        ((2.0, p.violet, "b = 2"), (0.0, p.teal, "b = 0"), (-3.0, p.coral, "b = −3")),
        "with a bias: the step moves",
    )
    for x, (rows, head), moved in ((70.0, weight, False), (870.0, offset, True)):
        axes = Axes(s, x, x + 520, 74, 386, -6, 6, 0, 1)
        axes.frame((-6, -3, 0, 3, 6), (0, 0.5, 1))
        for i, (value, colour, name) in enumerate(rows):
            if moved:
                axes.curve(unit(sigmoid, 1, value), colour, 6)
                axes.dot(0, sigmoid(value), colour)
            else:
                axes.curve(unit(sigmoid, value, 0), colour, 6)
            s.math(x + 544, 130 + i * 62, name, 38, colour, "start")
        if not moved:
            axes.dot(0, 0.5, p.ink)
        s.text(x + 260, 30, head, 34, weight=700)
        s.math(x + 260, 454, "x", 38, p.muted)
    return s


# -- biology -----------------------------------------------------------------------------------------


@figure("nerve-cell")
def nerve_cell(p: Palette) -> Sheet:
    s = Sheet(p, 1560, 540, "A nerve cell: dendrites, cell body, axon, and terminals with synapses")
    body = (470.0, 300.0)
    trunks = (
        ("M410 262C330 214 300 170 214 136", ("M292 176C262 130 238 108 190 76", "M260 156C220 152 190 160 140 160")),
        ("M402 300C330 300 280 286 176 286", ("M290 292C250 262 214 246 140 232", "M262 288C214 304 190 322 132 336")),
        ("M412 340C350 396 300 420 222 452", ("M330 404C290 404 240 402 160 398", "M290 430C262 466 236 488 196 512")),
    )
    for trunk, twigs in trunks:
        s.path(trunk, p.teal, 13)
        for twig in twigs:
            s.path(twig, p.teal, 7)
    for x, y in ((190, 76), (140, 160), (214, 136), (140, 232), (176, 286), (132, 336), (160, 398), (222, 452)):
        s.circle(x, y, 9, p.teal)
    s.circle(196, 512, 9, p.teal)
    s.path("M540 300C620 300 640 300 700 300H1150", p.coral, 10)
    s.add(
        f'<path d="M400 300C396 246 424 222 470 220C520 222 536 262 604 296C606 300 606 302 604 304'
        f'C536 340 520 378 470 380C424 378 400 356 400 300z" fill="{p.mix(p.violet, 0.28)}" '
        f'stroke="{p.violet}" stroke-width="5" stroke-linejoin="round"/>'
    )
    s.circle(body[0] - 6, body[1], 30, p.violet)
    for i in range(4):
        s.rect(668 + i * 118, 274, 94, 52, p.mix(p.coral, 0.22), p.coral, 4, 26)
    for low, middle in ((140, 200), (220, 256), (300, 300), (380, 344), (460, 400)):
        s.path(f"M1148 300C1200 300 1210 {middle} 1290 {low}", p.coral, 6)
        s.circle(1298, low, 15, p.mix(p.coral, 0.4), p.coral, 4)
    for x, y, name, role, line, colour in (
        (350, 26, "dendrites", "collect inputs", "M306 90L266 148", p.teal),
        (580, 92, "cell body", "adds up", "M556 158L506 230", p.violet),
        (850, 142, "axon", "carries spikes", "M850 206V262", p.coral),
        (1400, 26, "synapses", "of varying strength", "M1370 84L1312 128", p.coral),
    ):
        s.text(x, y, name, 36, colour, weight=700)
        s.text(x, y + 40, role, 30, p.muted)
        s.path(line, p.line, 2.5)
    s.path("M700 470H1060", p.muted, 3, arrow=True)
    s.text(880, 508, "direction of the signal", 30, p.muted)
    return s


@figure("spikes")
def spikes(p: Palette) -> Sheet:
    """A leaky integrate-and-fire neuron for three constant inputs, stepped at 0.05 ms."""
    s = Sheet(p, 880, 560, "A leaky integrate-and-fire neuron: the stronger the input, the more spikes")
    rest, threshold, peak, tau, refractory, step = -70.0, -50.0, 20.0, 20.0, 2.0, 0.05
    rows = ((15.0, p.teal), (25.0, p.violet), (40.0, p.coral))
    for i, (drive, colour) in enumerate(rows):
        top = 56 + i * 152
        axes = Axes(s, 190, 870, top, top + 108, 0, 200, -75, 25)
        axes.line([(0, threshold), (200, threshold)], p.line, 2, "8 8")
        v, count, wait = rest, 0, 0.0
        points: list[Point] = [(0.0, rest)]
        for k in range(1, int(200 / step) + 1):
            t = k * step
            if wait > 0:
                wait -= step
            else:
                v += step / tau * (rest - v + (drive if t > 20 else 0.0))
                if v >= threshold:
                    points += [(t, threshold), (t, peak), (t, rest)]
                    v, wait, count = rest, refractory, count + 1
            if k % 20 == 0:
                points.append((t, v))
        axes.line(points, colour, 4)
        s.text(0, top + 36, f"input {drive:g} mV", 28, colour, "start", 700)
        rate = 0.0 if drive <= threshold - rest else 1000 / (tau * log(drive / (drive + rest - threshold)) + refractory)
        s.text(0, top + 74, f"{rate:.0f} spikes/s" if count else "silent", 28, p.muted, "start")
    s.text(870, 22, "dashed: threshold, −50 mV", 28, p.muted, "end")
    axes = Axes(s, 190, 870, 0, 488, 0, 200, 0, 1)
    s.path("M190 492H870", p.muted, 3)
    for t in (0, 50, 100, 150, 200):
        x = axes.at(t, 0)[0]
        s.path(f"M{_n(x)} 492v9", p.muted, 2)
        s.text(x, 526, f"{t}" if t < 200 else "200 ms", 28, p.muted, "middle" if t < 200 else "end")
    return s


# -- networks ----------------------------------------------------------------------------------------


@figure("network")
def network(p: Palette) -> Sheet:
    s = StepSheet(p, 1560, 600, "A fully connected network with four inputs, two hidden layers of five, two outputs")
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
        if k:
            s.open_step(k - 1)
            before = layers[k - 1]
            for a in places(before[0], before[1]):
                for b in places(x, count):
                    dx, dy = b[0] - a[0], b[1] - a[1]
                    length = (dx * dx + dy * dy) ** 0.5
                    ux, uy = dx / length, dy / length
                    s.path(
                        f"M{_n(a[0] + ux * 36)} {_n(a[1] + uy * 36)}L{_n(b[0] - ux * 36)} {_n(b[1] - uy * 36)}",
                        p.mix(colour, 0.6),
                        2.5,
                    )
            s.math((before[0] + x) / 2, 22, f"W_{{{k}}}, b_{{{k}}}", 38, colour, bold=True)
        for i, (cx, cy) in enumerate(places(x, count)):
            s.circle(cx, cy, 34, p.mix(colour, 0.05 if k == 0 else 0.2), colour, 4)
            if k == 0:
                s.math(cx, cy, f"x_{{{i + 1}}}", 36)
        s.math(x, 540, label, 42, colour, bold=True)
        s.text(x, 584, names[k], 28, p.muted)
        if k:
            s.close_step()
    return s


@figure("function-family")
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


@figure("descent")
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


@figure("relu-sum")
def relu_sum(p: Palette) -> Sheet:
    s = StepSheet(
        p, 1600, 560, "Three rectified linear units, weighted and added, are a function of four straight pieces"
    )
    units = ((1.2, -1.5, p.teal), (-2.0, 0.0, p.violet), (1.8, 1.0, p.coral))
    names = ("1.2 · ReLU(x + 1.5)", "−2 · ReLU(x)", "1.8 · ReLU(x − 1)")
    for i, (a, c, colour) in enumerate(units):
        s.open_step(i)
        top = 20 + i * 180
        axes = Axes(s, 20, 340, top, top + 140, -2.5, 2.5, -5.2, 5.2)
        s.rect(20, top, 320, 140, p.surface, p.faint, 2, 12)
        axes.line([(-2.5, 0), (2.5, 0)], p.line, 2)
        axes.line([(-2.5, 0), (c, 0), (2.5, a * (2.5 - c))], colour, 6)
        axes.dot(c, 0, colour, 10)
        s.math(366, top + 70, names[i], 36, colour, "start")
        s.close_step()
    s.open_step(3)

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
    s.close_step()
    return s


@figure("bump")
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


@figure("sawtooth")
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


@figure("skip")
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


@figure("feedback")
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


def main(arguments: Sequence[str]) -> int:
    check = "--check" in arguments
    files = {f"{name}.svg": draw(PAGE).svg() for name, draw in FIGURES.items()}
    stale = []
    for name, text in files.items():
        path = HERE / name
        if path.is_file() and path.read_text(encoding="utf-8") == text:
            continue
        stale.append(name)
        if not check:
            path.write_text(text, encoding="utf-8")
    for name in stale:
        print(("out of date: " if check else "wrote ") + name)
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
