#!/usr/bin/env python3
"""Draw the figures on data and simple models of decks/02-machine-learning.md.

    python assets/images/machine-learning/learning.py            write the drawings beside this file
    python assets/images/machine-learning/learning.py --check    write nothing; exit 1 if one is not up to date

Points, fits and numbers come from ``data/machine_learning.py``; nothing is drawn by eye that can be computed.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from math import hypot
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "tools"))
sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "data"))

import machine_learning as ml
from drawing.axes import Axes
from drawing.figures import Figures
from drawing.palettes import TOKENS, Palette
from drawing.rich_sheet import RichSheet
from drawing.sheet import Point, Sheet, num, signed

figures = Figures(__file__, TOKENS)


# -- learning from data ------------------------------------------------------------------------------


@figures.inline("rules-or-examples")
def rules_or_examples(p: Palette) -> Sheet:
    s = RichSheet(
        p, 1680, 500, "Programming turns rules and sounds into answers; learning turns sounds and answers into rules"
    )

    def half(x: float, head: str, one: str, two: str, middle: str, out: str, colour: str, said: Sequence[str]) -> None:
        s.text(x, 30, head, 38, colour, "start", 700)
        s.box(x + 2, 76, 198, 92, one, size=34)
        s.box(x + 2, 204, 198, 92, two, size=34)
        s.wire([(x + 200, 122), (x + 256, 122), (x + 256, 172), (x + 306, 172)], p.ink, 4, True)
        s.wire([(x + 200, 250), (x + 256, 250), (x + 256, 200), (x + 306, 200)], p.ink, 4, True)
        s.box(x + 308, 118, 200, 136, middle, colour, size=34, weight=700)
        s.wire([(x + 508, 186), (x + 578, 186)], p.ink, 4, True)
        s.box(x + 580, 140, 188, 92, out, size=34)
        s.rect(x, 348, 770, 140, p.surface, None, r=16)
        for i, line in enumerate(said):
            s.text(x + 36, 392 + i * 52, line, 32, p.ink, "start")

    half(
        0,
        "Programming",
        "Rules",
        "Sounds",
        "Program",
        "Answers",
        p.violet,
        ("“If the spectral centroid is above 3 kHz,", "it is a hi-hat.”"),
    )
    with s.fragment(0):
        s.path("M840 20V480", p.faint, 3)
        half(
            910,
            "Learning",
            "Sounds",
            "Answers",
            "Training",
            "Rules",
            p.teal,
            ("“Here are 10 000 drum hits,", "and for each of them its name.”"),
        )
    return s


# -- clustering --------------------------------------------------------------------------------------


def _drum_plot(s: Sheet, x: float, y: float, w: float, h: float) -> Axes:
    """The range of the drum hits, with the same scale on both axes, in the middle of a rectangle."""
    unit = h / 4.2
    return Axes(s, x, x + w, y, y + h, 0.05 - w / unit / 2, 0.05 + w / unit / 2, -2.52, 1.68)


@figures.inline("drum-hits")
def drum_hits(p: Palette) -> Sheet:
    s = RichSheet(p, 680, 600, "Forty-eight drum hits, by brightness and decay time")
    plot = _drum_plot(s, 60, 12, 600, 530)
    s.path("M60 542h600", p.muted, 3, arrow=True)
    s.path("M60 542v-530", p.muted, 3, arrow=True)
    s.text(660, 570, "brightness", 30, p.muted, "end")
    s.upright(34, 277, "decay time", 30)
    for point in ml.drum_hits():
        s.circle(*plot.at(*point), 11, p.muted)
    return s


@figures.inline("kmeans-steps")
def kmeans_steps(p: Palette) -> Sheet:
    s = RichSheet(p, 1680, 720, "k-means with three clusters, from the random start to the end, in six pictures")
    points = ml.drum_hits()
    start = ml.first_means(points, 3, 15)
    steps = ml.k_means(points, start)
    assert [step.kind for step in steps] == ["assign", "update"] * 3
    heads = (("Start",), ("Assign",), ("Update",), ("Assign", "again"), ("Update", "again"), ("At rest",))
    shown: list[tuple[Sequence[Point], Sequence[Point], Sequence[int] | None, float | None]] = [
        (start, start, None, None)
    ]
    before: Sequence[Point] = start
    for step in (*steps[:4], steps[5]):
        shown.append((before, step.means, step.owners, step.inertia))
        before = step.means
    for i, (old, new, owners, inertia) in enumerate(shown):
        x, y = i % 3 * 570, i // 3 * 366
        with s.fragment(i - 1) if i else s.moved(0, 0):
            s.circle(x + 22, y + 26, 22, p.teal)
            s.text(x + 22, y + 26, str(i + 1), 30, p.ground, weight=700)
            for j, head in enumerate(heads[i]):
                s.text(x, y + 80 + j * 38, head, 32, p.ink, "start", 700)
            if inertia is not None:
                s.math(x, y + 330, f"J = {inertia:.1f}", 36, p.muted, "start")
            s.rect(x + 149.5, y + 1, 388, 352, p.surface, p.line, 2, 14)
            _clusters(s, _drum_plot(s, x + 150, y + 2, 386, 350), points, old, new, owners)
    return s


def _clusters(
    s: RichSheet,
    plot: Axes,
    points: Sequence[Point],
    old: Sequence[Point],
    new: Sequence[Point],
    owners: Sequence[int] | None,
) -> None:
    """The points, each with the mark of its mean, and the means with the way from where they were."""
    for i, point in enumerate(points):
        if owners is None:
            s.circle(*plot.at(*point), 8, s.c.muted)
        else:
            s.mark(*plot.at(*point), owners[i], s.c.accents[owners[i]], 8)
    for k, (a, b) in enumerate(zip(old, new, strict=True)):
        (ax, ay), (bx, by) = plot.at(*a), plot.at(*b)
        if hypot(bx - ax, by - ay) > 2:
            s.circle(ax, ay, 9, s.c.ground, s.c.accents[k], 3)
            s.path(f"M{num(ax)} {num(ay)}L{num(bx)} {num(by)}", s.c.ink, 4, dash="2 9")
        s.mean(bx, by, k, s.c.accents[k])


# -- nearest neighbours ------------------------------------------------------------------------------


@figures.inline("nearest-neighbours")
def nearest_neighbours(p: Palette) -> Sheet:
    s = RichSheet(p, 1680, 620, "Regions of two classes by one, five and twenty-five nearest neighbours")
    (examples, unseen), query = ml.wind_notes(), (-0.54, 0.70)
    shades = (p.mix(p.teal, 0.16), p.mix(p.coral, 0.16))
    strong = (p.teal, p.coral)
    s.upright(20, 296, "attack time", 30)
    for i, k in enumerate((1, 5, 25)):
        left, right = 48 + i * 560, 560 + i * 560
        plot = Axes(s, left, right, 56, 536, -2.3, 2.7, -2.375, 2.3125)
        with s.fragment(i - 1) if i else s.moved(0, 0):
            _regions(s, plot, examples, k, shades)
            near = ml.neighbours(examples, query, k)
            for point, _ in near:
                (ax, ay), (bx, by) = plot.at(*query), plot.at(*point)
                s.path(f"M{num(ax)} {num(ay)}L{num(bx)} {num(by)}", p.ink, 3)
            for point, label in examples:
                s.mark(*plot.at(*point), label * 2, strong[label], 9)
            label = ml.vote(examples, query, k)
            qx, qy = plot.at(*query)
            s.circle(qx, qy, 21, p.ground, p.ink, 4)
            s.text(qx, qy, "?", 30, p.ink, weight=700)
            yes = sum(of == label for _, of in near)
            s.math(left, 24, f"k = {k}", 40, anchor="start")
            said = f"{yes} : {k - yes} for " + ("flute", "clarinet")[label]
            s.text(right, 24, said, 32, strong[label], "end", 700)
            s.text((left + right) / 2, 560, "odd against even harmonics", 30, p.muted)
    with s.fragment(2):
        for i, k in enumerate((1, 5, 25)):
            right = round(ml.accuracy(examples, unseen, k) * len(unseen))
            s.text(304 + i * 560, 602, f"{right} of {len(unseen)} new notes are right", 32, weight=700)
    return s


def _regions(s: RichSheet, plot: Axes, examples: Sequence[ml.Note], k: int, shades: Sequence[str]) -> None:
    """Colour the plot by the vote at each cell, cells of one row and colour in one piece."""
    columns, rows = 104, 88
    w, h = (plot.right - plot.left) / columns, (plot.bottom - plot.top) / rows
    paths = ["", ""]
    for j in range(rows):
        y = plot.y_to + (plot.y_from - plot.y_to) * (j + 0.5) / rows
        votes = [
            ml.vote(examples, (plot.x_from + (plot.x_to - plot.x_from) * (i + 0.5) / columns, y), k)
            for i in range(columns)
        ]
        begin = 0
        for i in range(1, columns + 1):
            if i == columns or votes[i] != votes[begin]:
                run = (i - begin) * w
                start = f"M{num(plot.left + begin * w)} {num(plot.top + j * h)}"
                paths[votes[begin]] += f"{start}h{num(run)}v{num(h)}h{num(-run)}z"
                begin = i
    for path, shade in zip(paths, shades, strict=True):
        s.add(f'<path d="{path}" fill="{shade}" shape-rendering="crispEdges"/>')


# -- regression --------------------------------------------------------------------------------------


@figures.inline("regression")
def regression(p: Palette) -> Sheet:
    s = RichSheet(p, 900, 600, "Level of five piano notes over key velocity, with the line of least squares")
    plot = Axes(s, 140, 870, 24, 504, 0, 120, -45, 0)
    for level in range(-40, 1, 10):
        y = plot.at(0, level)[1]
        s.path(f"M140 {num(y)}h730", p.faint, 2)
        s.text(124, y, signed(level), 28, p.muted, "end")
    for velocity in range(0, 121, 20):
        s.text(plot.at(velocity, 0)[0], 534, str(velocity), 28, p.muted)
    s.path("M140 24v480h730", p.muted, 3)
    s.text(505, 576, "key velocity", 30)
    s.upright(34, 264, "level in dB", 30)
    line = ml.fit_line(ml.NOTES)
    with s.fragment(0):
        plot.line([(x, line.at(x)) for x in (0, 120)], p.teal)
        s.vector_math(*plot.at(68, -35), "ŷ = β_{0} + β_{1} x", 40, fill=p.teal, anchor="start")
    with s.fragment(1):
        for x, y in ml.NOTES:
            (px, py), (_, ly) = plot.at(x, y), plot.at(x, line.at(x))
            s.path(f"M{num(px)} {num(py)}V{num(ly)}", p.coral, 6)
    for x, y in ml.NOTES:
        s.circle(*plot.at(x, y), 12, p.violet)
    return s


if __name__ == "__main__":
    figures.write_or_check()
