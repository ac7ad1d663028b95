#!/usr/bin/env python3
"""Draw the figures on neurons of decks/03-deep-learning-fundamentals.md.

    python assets/images/deep-learning/neurons.py            write the drawings beside this file
    python assets/images/deep-learning/neurons.py --check    write nothing; exit 1 if one is not up to date

Every curve is computed here.
"""

from __future__ import annotations

import sys
from math import log, pi, sin, tanh
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "tools"))

from drawing.axes import Axes
from drawing.figures import Figures
from drawing.functions import sigmoid, unit
from drawing.palettes import Palette
from drawing.sheet import Point, Sheet, num

figures = Figures(__file__)


@figures.inline("learned-features")
def learned_features(p: Palette) -> Sheet:
    s = Sheet(p, 1540, 460, "What is designed and what is learned: rules, classic machine learning, deep learning")

    def box(x: float, y: float, w: float, words: str, learned: bool) -> None:
        if learned:
            s.rect(x, y - 48, w, 96, p.soft(p.teal), p.teal, 4, 16)
        else:
            s.rect(x, y - 48, w, 96, p.surface, p.line, 3, 16)
        s.text(x + w / 2, y, words, 32)

    def arrow(x: float, y: float, end: float) -> None:
        s.path(f"M{num(x)} {num(y)}H{num(end)}", p.ink, 3, arrow=True)

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


@figures.inline("neuron")
def neuron(p: Palette) -> Sheet:
    s = Sheet(p, 1500, 430, "A neuron: weighted inputs, a sum with a bias, an activation function")
    rows, total, act = (50.0, 200.0, 350.0), (640.0, 200.0), (980.0, 200.0)
    numbers = ("0.5", "−1", "2")
    for i, y in enumerate(rows):
        s.circle(150, y, 44, p.surface, p.ink)
        s.math(150, y, f"x_{{{i + 1}}}", 40)
        s.text(84, y, numbers[i], 30, p.muted, "end")
    with s.fragment(0):
        weights = ("0.8", "0.4", "0.3")
        for i, y in enumerate(rows):
            dx, dy = total[0] - 150, total[1] - y
            length = (dx * dx + dy * dy) ** 0.5
            ux, uy = dx / length, dy / length
            s.path(
                f"M{num(150 + ux * 48)} {num(y + uy * 48)}L{num(total[0] - ux * 62)} {num(total[1] - uy * 62)}",
                p.teal,
                4,
                arrow=True,
            )
            mx, my = 150 + dx * 0.38, y + dy * 0.38
            s.rect(mx - 92, my - 30, 184, 60, p.ground, p.teal, 3, 30)
            s.math(mx, my, f"w_{{{i + 1}}} = {weights[i]}", 36, p.teal)
        s.circle(*total, 56, p.ground, p.ink, 4)
        s.path(f"M{total[0] - 24} {total[1]}h48M{total[0]} {total[1] - 24}v48", p.ink, 5)
    with s.fragment(1):
        s.path(f"M{total[0]} 344V264", p.violet, 4, arrow=True)
        s.math(total[0], 380, "b = −0.1", 38, p.violet)
    with s.fragment(2):
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
    return s


@figures.inline("waveshaper")
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


@figures.inline("bias")
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


@figures.inline("nerve-cell")
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


@figures.inline("spikes")
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
        s.path(f"M{num(x)} 492v9", p.muted, 2)
        s.text(x, 526, f"{t}" if t < 200 else "200 ms", 28, p.muted, "middle" if t < 200 else "end")
    return s


if __name__ == "__main__":
    figures.write_or_check()
