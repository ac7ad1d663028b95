#!/usr/bin/env python3
"""Draw the figures on recurrence of decks/04-convolutional-and-recurrent-layers.md.

    python assets/images/recurrence.py            write the drawings beside this file
    python assets/images/recurrence.py --check    write nothing; exit 1 if one is not up to date

Only the standard library is needed.
"""

from __future__ import annotations

import sys
from math import log10
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tools"))

from drawing.figures import Figures
from drawing.palettes import Palette
from drawing.sheet import Point, Sheet, num, signed

figures = Figures(__file__)


def _rnn_step(s: Sheet, x: float, h: str, inp: str, out: str) -> None:
    p = s.c
    s.wire([(x, 385), (x, 294)], p.ink, arrow=True)
    s.wire([(x, 196), (x, 105)], p.ink, arrow=True)
    s.rect(x - 60, 198, 120, 94, p.soft(p.teal), p.teal, 4, 18)
    s.math(x, 245, h, 42, bold=True)
    s.math(x, 420, inp, 42, bold=True)
    s.math(x, 68, out, 42, bold=True)


@figures.inline("rnn")
def rnn(p: Palette) -> Sheet:
    s = Sheet(p, 1640, 470, "A recurrent layer, folded and unrolled over time")
    s.wire([(260, 218), (356, 218), (356, 272), (262, 272)], p.coral, 4, arrow=True, corner=27)
    _rnn_step(s, 200, "h_{t}", "x_{t}", "y_{t}")
    s.math(376, 240, "W_{h}", 38, p.coral, "start", bold=True)
    s.math(216, 342, "W_{x}", 38, anchor="start", bold=True)
    s.math(216, 150, "W_{y}", 38, anchor="start", bold=True)
    s.path("M500 232h64M500 258h64", p.muted, 5)
    xs = (780, 1030, 1280)
    s.math(636, 245, "h_{0}", 42, bold=True)
    s.wire([(670, 245), (718, 245)], p.coral, 4, arrow=True)
    for i, x in enumerate(xs, 1):
        end = x + 250 - 62 if i < 3 else x + 150
        s.wire([(x + 60, 245), (end, 245)], p.coral, 4, arrow=True)
        _rnn_step(s, x, f"h_{{{i}}}", f"x_{{{i}}}", f"y_{{{i}}}")
        s.math(x + 16, 342, "W_{x}", 38, anchor="start", bold=True)
        s.math(x + 16, 150, "W_{y}", 38, anchor="start", bold=True)
        s.math(x + 122 if i < 3 else x + 110, 210, "W_{h}", 38, p.coral, bold=True)
    for dx in (0, 26, 52):
        s.circle(1468 + dx, 245, 6, p.ink)
    return s


@figures.inline("gradient-lag")
def gradient_lag(p: Palette) -> Sheet:
    s = Sheet(p, 860, 560, "A factor per step, raised to the number of steps")
    left, right, top, bottom, steps = 130, 690, 40, 450, 60

    def at(k: float, exponent: float) -> Point:
        return left + (right - left) * k / steps, bottom - (bottom - top) * (exponent + 3) / 6

    for e in range(-3, 4):
        y = at(0, e)[1]
        s.path(f"M{left} {num(y)}H{right}", p.faint, 2)
        s.math(left - 18, y, f"10^{{{signed(e)}}}" if e else "1", 40, p.muted, "end")
    for k in range(0, steps + 1, 20):
        x = at(k, 0)[0]
        s.path(f"M{num(x)} {bottom}v10", p.muted, 2)
        s.text(x, bottom + 36, str(k), 28, p.muted)
    s.path(f"M{left} {top}V{bottom}H{right}", p.muted, 3)
    for factor, colour in ((1.1, p.coral), (1.0, p.teal), (0.9, p.violet)):
        end = at(steps, steps * log10(factor))
        a = at(0, 0)
        s.path(f"M{num(a[0])} {num(a[1])}L{num(end[0])} {num(end[1])}", colour, 6)
        s.math(end[0] + 20, end[1], {1.1: "1.1^{k}", 1.0: "1.0^{k}", 0.9: "0.9^{k}"}[factor], 40, colour, "start")
    s.text((left + right) / 2, 532, "steps back in time, k", 30)
    return s


@figures.inline("lstm")
def lstm(p: Palette) -> Sheet:
    s = Sheet(p, 960, 620, "LSTM cell")
    s.rect(96, 60, 764, 490, p.surface, p.faint, 3, 30)
    state, bus = 140, 490
    f, i, g, o, out = 230, 372, 530, 690, 795
    gates = 372
    # the bus that feeds the gates
    s.wire([(64, bus), (o, bus), (o, gates + 48)], p.ink, arrow=True)
    s.wire([(140, 584), (140, bus)], p.ink, corner=0)
    s.dot(140, bus)
    for x in (f, i, g):
        s.dot(x, bus)
        s.wire([(x, bus), (x, gates + 48)], p.ink, arrow=True)
    # the state runs along the top
    s.wire([(64, state), (f - 26, state)], p.coral, 6)
    s.wire([(f, state), (g, state)], p.coral, 6)
    s.wire([(g, state), (900, state)], p.coral, 6, arrow=True)
    s.wire([(f, gates - 46), (f, state + 28)], p.ink, arrow=True)
    s.wire([(i, gates - 46), (i, 245), (g - 28, 245)], p.ink, arrow=True)
    s.wire([(g, gates - 46), (g, 245 + 28)], p.ink, arrow=True)
    s.wire([(g, 245 - 24), (g, state + 28)], p.ink, arrow=True)
    s.dot(out, state, p.coral)
    s.wire([(out, state), (out, 178)], p.coral, 4, arrow=True)
    s.wire([(out, 236), (out, 274)], p.ink, arrow=True)
    s.wire([(o, gates - 46), (o, 302), (out - 28, 302)], p.ink, arrow=True)
    s.wire([(out, 326), (out, bus), (900, bus)], p.ink, arrow=True)
    s.rect(out - 52, 180, 104, 56, p.soft(p.violet), p.violet, 3, 28)
    s.math(out, 206, "tanh", 36)
    s.operator(f, state, "×", p.teal)
    s.operator(g, state, "+", p.coral)
    s.operator(g, 245, "×", p.teal)
    s.operator(out, 302, "×", p.teal)
    s.gate(f, gates, "σ", "forget", p.teal)
    s.gate(i, gates, "σ", "input", p.teal)
    s.gate(g, gates, "tanh", "candidate", p.violet, 146)
    s.gate(o, gates, "σ", "output", p.teal)
    s.math(f - 16, 250, "f_{t}", 38, anchor="end", bold=True)
    s.math(i - 14, 272, "i_{t}", 38, anchor="end", bold=True)
    s.math(g + 18, 294, "g_{t}", 38, anchor="start", bold=True)
    s.math(o - 14, 286, "o_{t}", 38, anchor="end", bold=True)
    s.math(44, state - 42, "c_{t−1}", 42, p.coral, bold=True)
    s.math(912, state - 42, "c_{t}", 42, p.coral, bold=True)
    s.math(44, bus - 42, "h_{t−1}", 42, bold=True)
    s.math(912, bus - 42, "h_{t}", 42, bold=True)
    s.math(96, 588, "x_{t}", 42, bold=True)
    return s


@figures.inline("gru")
def gru(p: Palette) -> Sheet:
    s = Sheet(p, 960, 620, "GRU cell")
    s.rect(96, 50, 764, 500, p.surface, p.faint, 3, 30)
    state, hbus, xbus, gates = 116, 474, 518, 388
    r, z, n, reset = 262, 452, 716, 252
    # state
    s.wire([(64, state), (z - 26, state)], p.coral, 6)
    s.wire([(z, state), (n, state)], p.coral, 6)
    s.wire([(n, state), (900, state)], p.coral, 6, arrow=True)
    # h(t-1) to the gates
    s.dot(150, state, p.coral)
    s.wire([(150, state), (150, hbus), (z - 18, hbus), (z - 18, gates + 48)], p.coral, arrow=True)
    s.dot(r - 18, hbus, p.coral)
    s.wire([(r - 18, hbus), (r - 18, gates + 48)], p.coral, arrow=True)
    # x(t) to the gates and to the candidate
    s.wire([(196, 590), (196, xbus), (n, xbus), (n, gates + 48)], p.ink, arrow=True)
    for x in (r, z):
        s.dot(x + 18, xbus)
        s.wire([(x + 18, xbus), (x + 18, gates + 48)], p.ink, arrow=True)
    # reset path
    s.dot(r, state, p.coral)
    s.wire([(r, state), (r, reset - 28)], p.coral, arrow=True)
    s.wire([(r, gates - 46), (r, reset + 28)], p.ink, arrow=True)
    s.wire([(r + 24, reset), (590, reset), (590, gates), (n - 77, gates)], p.ink, arrow=True)
    # update path
    s.wire([(z, gates - 46), (z, state + 28)], p.ink, arrow=True)
    s.dot(z, 190)
    s.wire([(z, 190), (n - 28, 190)], p.ink, arrow=True)
    s.wire([(n, gates - 46), (n, 190 + 28)], p.ink, arrow=True)
    s.wire([(n, 190 - 24), (n, state + 28)], p.ink, arrow=True)
    s.rect(540, 164, 84, 52, p.ground, p.violet, 3, 26)
    s.math(582, 190, "1 −", 34)
    s.operator(r, reset, "×", p.teal)
    s.operator(z, state, "×", p.teal)
    s.operator(n, 190, "×", p.teal)
    s.operator(n, state, "+", p.coral)
    s.gate(r, gates, "σ", "reset", p.teal)
    s.gate(z, gates, "σ", "update", p.teal)
    s.gate(n, gates, "tanh", "candidate", p.violet, 146)
    s.math(r + 16, 305, "r_{t}", 40, anchor="start", bold=True)
    s.math(z + 16, 305, "z_{t}", 40, anchor="start", bold=True)
    s.math(n + 18, 284, "n_{t}", 40, anchor="start", bold=True)
    s.math(44, state - 42, "h_{t−1}", 42, p.coral, bold=True)
    s.math(912, state - 42, "h_{t}", 42, p.coral, bold=True)
    s.math(152, 588, "x_{t}", 42, bold=True)
    return s


if __name__ == "__main__":
    figures.write_or_check()
