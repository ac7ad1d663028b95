#!/usr/bin/env python3
"""Draw the figures of the lecture on machine learning.

    python assets/images/machine-learning/drawings.py            write the drawings beside this file
    python assets/images/machine-learning/drawings.py --check    write nothing; exit 1 if one is not up to date

Each figure is a single ``<name>.svg`` to be put into the page: its colours are properties of the theme, its
words are set in the fonts of the slide, and parts that appear one by one are fragments. Points, fits
and numbers come from ``data/machine_learning.py``; nothing is drawn by eye that can be computed. Only
the standard library is needed.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from math import exp, hypot, log
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
sys.path[:0] = [str(ROOT / "tools"), str(ROOT / "data")]

import figures as base  # noqa: E402
import machine_learning as ml  # noqa: E402
from figures import Palette, Point, Sheet, _n  # noqa: E402

HAT = "\u0302"
MOST = 610  # px that the theme leaves of a slide to a drawing; without a line below there is room for more


class Inline(Palette):
    """The properties of the theme in place of colours, for drawings that are put into the page."""

    def mix(self, colour: str, share: float) -> str:
        return f"color-mix(in srgb, {colour} {share:.0%}, {self.ground})"

    @property
    def muted(self) -> str:
        return "var(--ink-soft)"

    @property
    def line(self) -> str:
        return "var(--hairline-strong)"

    @property
    def link(self) -> str:
        """For lines that carry meaning: at least 3:1 on the ground."""
        return "var(--ink-faint)"

    @property
    def faint(self) -> str:
        return "var(--hairline)"

    @property
    def surface(self) -> str:
        return "var(--surface-2)"

    def soft(self, colour: str) -> str:
        return colour.replace("-text", "-wash")


INLINE = Inline("inline", "var(--ground)", "var(--ink)", "var(--teal-text)", "var(--violet-text)", "var(--coral-text)")


class Drawing(Sheet):
    """A sheet with fragments, boxes and marks that several figures of this lecture share."""

    @contextmanager
    def fragment(self, index: int) -> Iterator[None]:
        """What is drawn inside appears at step ``index``."""
        self.add(f'<g class="fragment" data-fragment-index="{index}">')
        yield
        self.add("</g>")

    @contextmanager
    def moved(self, x: float, y: float) -> Iterator[None]:
        self.add(f'<g transform="translate({_n(x)} {_n(y)})">')
        yield
        self.add("</g>")

    def box(
        self, x: float, y: float, w: float, h: float, words: str | Sequence[str], colour: str | None = None, **text: int
    ) -> None:
        """A card with one or more centred lines."""
        lines = [words] if isinstance(words, str) else words
        self.rect(x, y, w, h, self.c.soft(colour) if colour else self.c.surface, colour or self.c.line, 3, 16)
        for i, line in enumerate(lines):
            self.text(
                x + w / 2,
                y + h / 2 + (i - (len(lines) - 1) / 2) * 42,
                line,
                text.get("size", 32),
                weight=text.get("weight", 400),
            )

    def upright(self, x: float, y: float, words: str, size: float = 28) -> None:
        """Words that run upwards, centred on the point."""
        self.add(
            f'<text transform="translate({_n(x + size * 0.35)} {_n(y)}) rotate(-90)" font-size="{_n(size)}" '
            f'text-anchor="middle" fill="{self.c.muted}">{words}</text>'
        )

    def mark(self, x: float, y: float, kind: int, colour: str, size: float = 9, hollow: bool = False) -> None:
        """A point of a class: a circle, a square or a triangle, so that nobody needs to see colours."""
        fill, stroke = (self.c.ground, colour) if hollow else (colour, None)
        if kind == 0:
            self.circle(x, y, size, fill, stroke, 3)
        elif kind == 1:
            a = size * 0.9
            self.rect(x - a, y - a, 2 * a, 2 * a, fill, stroke, 3, 2)
        else:
            up, down, half = size * 1.25, size * 0.775, size * 1.15
            self.add(
                f'<path d="M{_n(x)} {_n(y - up)}L{_n(x + half)} {_n(y + down)}H{_n(x - half)}z" fill="{fill}"'
                + (f' stroke="{stroke}" stroke-width="3"' if stroke else "")
                + "/>"
            )

    def mean(self, x: float, y: float, kind: int, colour: str) -> None:
        """A cluster's mean: its mark, large, with a halo."""
        self.circle(x, y, 16, self.c.ground, colour, 4)
        self.mark(x, y, kind, colour, 8)

    def math(
        self,
        x: float,
        y: float,
        formula: str,
        size: float = 36,
        fill: str | None = None,
        anchor: str = "middle",
        bold: bool = False,
    ) -> None:
        """A small formula, in which ``ŷ`` is a letter with a hat of the same fonts above it."""
        super().math(x, y, formula.replace("ŷ", "y" + HAT), size, fill, anchor, bold)
        text = re.sub(r'<tspan font-style="italic">([ℒΣ])', r"<tspan>\1", self._parts[-1])
        back = 0.6 if bold else 0.47
        self._parts[-1] = text.replace(f"<tspan>{HAT}", f'<tspan dx="-{back}em">ˆ</tspan><tspan>')

    def vector_math(
        self,
        x: float,
        y: float,
        formula: str,
        size: float,
        vectors: str = "",
        fill: str | None = None,
        anchor: str = "middle",
    ) -> None:
        """A formula in which the letters of ``vectors`` are bold and ``log`` is upright."""
        self.math(x, y, formula, size, fill, anchor)
        text = self._parts[-1].replace('<tspan font-style="italic">log</tspan>', "<tspan>log</tspan>")
        for letter in vectors:
            text = re.sub(rf'font-style="italic"([^>]*>{letter}<)', r'font-weight="700"\1', text)
        self._parts[-1] = text

    def curve(self, points: Sequence[Point], colour: str, width: float = 5, dash: str = "") -> None:
        self.path("M" + "L".join(f"{_n(x)} {_n(y)}" for x, y in points), colour, width, dash=dash)

    # -- output ------------------------------------------------------------------------------
    def _head_id(self, colour: str) -> str:
        return "head-" + re.sub(r"\W+", "-", colour).strip("-")

    def svg(self) -> str:
        """The drawing in the fonts of the page, and as tall as it is meant to be."""
        text = super().svg().replace(f' font-family="{base.SANS}"', "", 1)
        if self.height > MOST:
            text = text.replace("<svg ", f'<svg style="max-height: {self.height}px" ', 1)
        return text.replace(base.SERIF, f"KaTeX_Main, KaTeX_Math, {base.SERIF}")


@dataclass(frozen=True, slots=True)
class Plot:
    """A rectangle of the sheet with a range of data laid over it."""

    x: float
    y: float
    w: float
    h: float
    left: float
    right: float
    bottom: float
    top: float

    def at(self, point: Point) -> Point:
        return (
            self.x + (point[0] - self.left) / (self.right - self.left) * self.w,
            self.y + (self.top - point[1]) / (self.top - self.bottom) * self.h,
        )

    def axes(self, s: Drawing, across: str, up: str, size: float = 28) -> None:
        """Two arrows with a name each; no numbers."""
        s.path(f"M{_n(self.x)} {_n(self.y + self.h)}h{_n(self.w)}", s.c.muted, 3, arrow=True)
        s.path(f"M{_n(self.x)} {_n(self.y + self.h)}v{_n(-self.h)}", s.c.muted, 3, arrow=True)
        s.text(self.x + self.w, self.y + self.h + 28, across, size, s.c.muted, "end")
        s.upright(self.x - 26, self.y + self.h / 2, up, size)


FIGURES: dict[str, Callable[[Inline], Sheet]] = {}


def figure(name: str) -> Callable[[Callable[[Inline], Sheet]], Callable[[Inline], Sheet]]:
    def keep(draw: Callable[[Inline], Sheet]) -> Callable[[Inline], Sheet]:
        FIGURES[name] = draw
        return draw

    return keep


def colours(p: Inline) -> tuple[str, str, str]:
    return p.teal, p.violet, p.coral


def decimal(value: float, digits: int) -> str:
    return f"{value:.{digits}f}".replace("-", "−")


# -- learning from data ------------------------------------------------------------------------------


@figure("rules-or-examples")
def rules_or_examples(p: Inline) -> Sheet:
    s = Drawing(
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


def drum_plot(x: float, y: float, w: float, h: float) -> Plot:
    """The range of the drum hits, with the same scale on both axes, in the middle of a rectangle."""
    unit = h / 4.2
    return Plot(x, y, w, h, 0.05 - w / unit / 2, 0.05 + w / unit / 2, -2.52, 1.68)


@figure("drum-hits")
def drum_hits(p: Inline) -> Sheet:
    s = Drawing(p, 680, 600, "Forty-eight drum hits, by brightness and decay time")
    plot = drum_plot(60, 12, 600, 530)
    plot.axes(s, "brightness", "decay time", 30)
    for point in ml.drum_hits():
        s.circle(*plot.at(point), 11, p.muted)
    return s


@figure("kmeans-steps")
def kmeans_steps(p: Inline) -> Sheet:
    s = Drawing(p, 1680, 720, "k-means with three clusters, from the random start to the end, in six pictures")
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
            _clusters(s, drum_plot(x + 150, y + 2, 386, 350), points, old, new, owners)
    return s


def _clusters(
    s: Drawing,
    plot: Plot,
    points: Sequence[Point],
    old: Sequence[Point],
    new: Sequence[Point],
    owners: Sequence[int] | None,
) -> None:
    """The points, each with the mark of its mean, and the means with the way from where they were."""
    for i, point in enumerate(points):
        if owners is None:
            s.circle(*plot.at(point), 8, s.c.muted)
        else:
            s.mark(*plot.at(point), owners[i], colours(s.c)[owners[i]], 8)
    for k, (a, b) in enumerate(zip(old, new, strict=True)):
        (ax, ay), (bx, by) = plot.at(a), plot.at(b)
        if hypot(bx - ax, by - ay) > 2:
            s.circle(ax, ay, 9, s.c.ground, colours(s.c)[k], 3)
            s.path(f"M{_n(ax)} {_n(ay)}L{_n(bx)} {_n(by)}", s.c.ink, 4, dash="2 9")
        s.mean(bx, by, k, colours(s.c)[k])


# -- nearest neighbours ------------------------------------------------------------------------------


@figure("nearest-neighbours")
def nearest_neighbours(p: Inline) -> Sheet:
    s = Drawing(p, 1680, 620, "Regions of two classes by one, five and twenty-five nearest neighbours")
    (examples, unseen), query = ml.wind_notes(), (-0.54, 0.70)
    shades = (p.mix(p.teal, 0.16), p.mix(p.coral, 0.16))
    strong = (p.teal, p.coral)
    s.upright(20, 296, "attack time", 30)
    for i, k in enumerate((1, 5, 25)):
        plot = Plot(48 + i * 560, 56, 512, 480, -2.3, 2.7, -2.375, 2.3125)
        with s.fragment(i - 1) if i else s.moved(0, 0):
            _regions(s, plot, examples, k, shades)
            near = ml.neighbours(examples, query, k)
            for point, _ in near:
                (ax, ay), (bx, by) = plot.at(query), plot.at(point)
                s.path(f"M{_n(ax)} {_n(ay)}L{_n(bx)} {_n(by)}", p.ink, 3)
            for point, label in examples:
                s.mark(*plot.at(point), label * 2, strong[label], 9)
            label = ml.vote(examples, query, k)
            qx, qy = plot.at(query)
            s.circle(qx, qy, 21, p.ground, p.ink, 4)
            s.text(qx, qy, "?", 30, p.ink, weight=700)
            yes = sum(of == label for _, of in near)
            s.math(plot.x, 24, f"k = {k}", 40, anchor="start")
            said = f"{yes} : {k - yes} for " + ("flute", "clarinet")[label]
            s.text(plot.x + plot.w, 24, said, 32, strong[label], "end", 700)
            s.text(plot.x + plot.w / 2, 560, "odd against even harmonics", 30, p.muted)
    with s.fragment(2):
        for i, k in enumerate((1, 5, 25)):
            right = round(ml.accuracy(examples, unseen, k) * len(unseen))
            s.text(304 + i * 560, 602, f"{right} of {len(unseen)} new notes are right", 32, weight=700)
    return s


def _regions(s: Drawing, plot: Plot, examples: Sequence[ml.Note], k: int, shades: Sequence[str]) -> None:
    """Colour the plot by the vote at each cell, cells of one row and colour in one piece."""
    columns, rows = 104, 88
    paths = ["", ""]
    for j in range(rows):
        y = plot.top + (plot.bottom - plot.top) * (j + 0.5) / rows
        votes = [
            ml.vote(examples, (plot.left + (plot.right - plot.left) * (i + 0.5) / columns, y), k)
            for i in range(columns)
        ]
        begin = 0
        for i in range(1, columns + 1):
            if i == columns or votes[i] != votes[begin]:
                w, h = plot.w / columns, plot.h / rows
                run = (i - begin) * w
                paths[votes[begin]] += f"M{_n(plot.x + begin * w)} {_n(plot.y + j * h)}h{_n(run)}v{_n(h)}h{_n(-run)}z"
                begin = i
    for path, shade in zip(paths, shades, strict=True):
        s.add(f'<path d="{path}" fill="{shade}" shape-rendering="crispEdges"/>')


# -- regression --------------------------------------------------------------------------------------


@figure("regression")
def regression(p: Inline) -> Sheet:
    s = Drawing(p, 900, 600, "Level of five piano notes over key velocity, with the line of least squares")
    plot = Plot(140, 24, 730, 480, 0, 120, -45, 0)
    for level in range(-40, 1, 10):
        y = plot.at((0, level))[1]
        s.path(f"M{_n(plot.x)} {_n(y)}h{_n(plot.w)}", p.faint, 2)
        s.text(plot.x - 16, y, decimal(level, 0), 28, p.muted, "end")
    for velocity in range(0, 121, 20):
        s.text(plot.at((velocity, 0))[0], plot.y + plot.h + 30, str(velocity), 28, p.muted)
    s.path(f"M{_n(plot.x)} {_n(plot.y)}v{_n(plot.h)}h{_n(plot.w)}", p.muted, 3)
    s.text(plot.x + plot.w / 2, 576, "key velocity", 30)
    s.upright(34, plot.y + plot.h / 2, "level in dB", 30)
    line = ml.fit_line(ml.NOTES)
    with s.fragment(0):
        s.curve([plot.at((0, line.at(0))), plot.at((120, line.at(120)))], p.teal, 5)
        s.vector_math(*plot.at((68, -35)), "ŷ = β_{0} + β_{1} x", 40, fill=p.teal, anchor="start")
    with s.fragment(1):
        for x, y in ml.NOTES:
            (px, py), (_, ly) = plot.at((x, y)), plot.at((x, line.at(x)))
            s.path(f"M{_n(px)} {_n(py)}V{_n(ly)}", p.coral, 6)
    for point in ml.NOTES:
        s.circle(*plot.at(point), 12, p.violet)
    return s


# -- the project -------------------------------------------------------------------------------------


@figure("pipeline")
def pipeline(p: Inline) -> Sheet:
    s = Drawing(p, 1680, 440, "The six steps of a project, and the two ways back")
    steps = (
        ("Collect", ("recordings", "and labels"), p.violet),
        ("Prepare", ("clean, trim,", "balance"), p.violet),
        ("Split", ("training,", "validation, test"), p.violet),
        ("Train", ("find the", "parameters"), p.teal),
        ("Validate", ("choose model", "and settings"), p.teal),
        ("Test", ("once, at the", "very end"), p.coral),
    )
    w, gap, y = 216, 76, 130
    for i, (name, notes, colour) in enumerate(steps):
        x = 2 + i * (w + gap)
        with s.fragment(i - 1) if i else s.moved(0, 0):
            if i:
                s.path(f"M{_n(x - gap + 6)} {y + 52}H{_n(x - 6)}", p.ink, 4, arrow=True)
            s.box(x, y, w, 104, name, colour, size=38, weight=700)
            for j, note in enumerate(notes):
                s.text(x + w / 2, y + 142 + j * 40, note, 30, p.muted)
    train, validate, collect = (2 + i * (w + gap) + w / 2 for i in (3, 4, 0))
    with s.fragment(5):
        s.wire([(validate, y - 6), (validate, 72), (train, 72), (train, y - 8)], p.teal, 4, True, 24)
        s.text((train + validate) / 2, 36, "try another model or setting", 30, p.teal)
    with s.fragment(6):
        s.wire([(validate, 338), (validate, 396), (collect, 396), (collect, 340)], p.violet, 4, True, 24)
        s.rect(596, 374, 348, 44, p.ground, r=8)
        s.text(770, 396, "more, or better, data", 30, p.violet)
    return s


@figure("split")
def split(p: Inline) -> Sheet:
    s = Drawing(p, 1680, 330, "Shares of training, validation and test data")
    rows = (("a thousand recordings", (80, 10, 10)), ("a million recordings", (98, 1, 1)))
    names = ("training", "validation", "test")
    for i, (name, shares) in enumerate(rows):
        y, x = 48 + i * 126, 350.0
        s.text(0, y + 50, name, 34, p.ink, "start")
        for share, colour, set_name in zip(shares, colours(p), names, strict=True):
            w = 1330 * share / 100
            s.rect(x + 2, y + 2, max(w - 5, 9), 96, p.soft(colour), colour, 3, min(12, w / 3))
            if share >= 10:
                s.text(x + w / 2, y + 50, f"{share} %", 38, p.ink, weight=700)
            if not i:
                s.text(x + w / 2, 22, set_name, 30, colour, weight=700)
            x += w
    s.text(1678, 302, "1 % validation, 1 % test", 32, p.ink, "end")
    return s


@figure("leakage")
def leakage(p: Inline) -> Sheet:
    s = Drawing(p, 1680, 540, "Snippets of a recording in all three sets, and recordings of a player in one set")
    shuffled = ("00100200", "10002000", "00020010", "01000020", "20001000", "00210000")
    grouped = ("00000000", "00000000", "11111111", "00000000", "00000000", "22222222")
    _dealt(s, 0, "Snippets at random", shuffled)
    with s.fragment(0):
        s.text(778, 28, "it leaks", 36, p.coral, "end", 700)
    with s.fragment(1):
        _dealt(s, 880, "Each player in one set", grouped)
        s.text(1658, 28, "honest", 36, p.teal, "end", 700)
    for x, kind, name in ((490, 0, "training"), (760, 1, "validation"), (1060, 2, "test")):
        s.mark(x, 508, kind, colours(p)[kind], 11)
        s.text(x + 26, 508, name, 32, p.ink, "start")
    return s


def _dealt(s: Drawing, left: float, head: str, sets: Sequence[str]) -> None:
    """A row for each recording, a card with the mark of its set for each snippet."""
    s.text(left + 146, 28, head, 36, s.c.ink, "start", 700)
    for row, player in enumerate(("Ana", "Ana", "Ben", "Cem", "Cem", "Dora")):
        y = 72 + row * 66
        s.text(left + 120, y + 25, player, 30, s.c.muted, "end")
        for column, digit in enumerate(sets[row]):
            kind = int(digit)
            c = colours(s.c)[kind]
            x = left + 146 + column * 80
            s.rect(x, y, 72, 50, s.c.soft(c), c, 3, 8)
            s.mark(x + 36, y + 25 + (3 if kind == 2 else 0), kind, c, 8)


@figure("polynomials")
def polynomials(p: Inline) -> Sheet:
    s = Drawing(p, 1680, 590, "Polynomials of degree one, four and eight through the same twelve points")
    training, validation = ml.measured(ml.TRAINING, 12), ml.measured(ml.VALIDATION, 200)
    grid = [-1 + j / 100 for j in range(201)]
    fits = {degree: ml.fit_polynomial(training, degree) for degree in (1, 4, 8)}
    verdicts = ("too stiff", "about right", "too flexible")
    for i, (degree, fit) in enumerate(fits.items()):
        plot = Plot(i * 580, 60, 520, 460, -1.08, 1.08, -1.45, 1.15)
        s.rect(plot.x + 1.5, plot.y, plot.w - 3, plot.h, p.surface, p.line, 2, 14)
        s.curve([plot.at((x, ml.pedal(x))) for x in grid], p.muted, 3, "3 10")
        s.curve([plot.at((x, ml.evaluate(fit, x))) for x in grid], p.teal, 6)
        for point in training:
            s.circle(*plot.at(point), 10, p.violet)
        s.text(plot.x, 26, f"Degree {degree}", 36, p.ink, "start", 700)
    for step, (name, points) in enumerate((("training", training), ("validation", validation))):
        with s.fragment(step):
            for i, fit in enumerate(fits.values()):
                x, anchor = i * 580 + (510 if step else 10), "end" if step else "start"
                s.text(x, 560, f"{name} {ml.rms_error(fit, points):.2f}", 34, (p.ink, p.coral)[step], anchor, 700)
    with s.fragment(2):
        for i, verdict in enumerate(verdicts):
            s.text(i * 580 + 520, 26, verdict, 36, p.teal, "end")
    return s


@figure("confusion")
def confusion(p: Inline) -> Sheet:
    s = Drawing(p, 860, 560, "Confusion matrix of a detector of broken glass over one thousand clips")
    x0, y0, w, h = 230, 110, 300, 210
    cells = (
        (("36", "true positives", p.teal), ("4", "false negatives", p.coral)),
        (("24", "false positives", p.coral), ("936", "true negatives", p.teal)),
    )
    s.text(x0 + w + 7, 26, "the detector says", 32, p.muted)
    s.upright(22, y0 + h + 7, "the clip holds", 32)
    for i, name in enumerate(("glass", "no glass")):
        s.text(x0 + i * (w + 14) + w / 2, 80, name, 34, weight=700)
        s.text(x0 - 24, y0 + i * (h + 14) + h / 2, name, 34, p.ink, "end", 700)
        for j, (count, kind, colour) in enumerate(cells[i]):
            x, y = x0 + j * (w + 14), y0 + i * (h + 14)
            s.rect(x, y, w, h, p.soft(colour), colour, 4, 18)
            s.text(x + w / 2, y + 84, count, 76, weight=700)
            s.text(x + w / 2, y + 158, kind, 32)
    return s


# -- networks ----------------------------------------------------------------------------------------


@figure("neuron")
def neuron(p: Inline) -> Sheet:
    s = Drawing(p, 1480, 460, "A neuron: weighted sum, bias and activation, with numbers")
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
            f"M{_n(150 + 54 / length)} {_n(y + 54 * angle / length)}L{_n(end[0])} {_n(end[1])}", p.ink, 4, arrow=True
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
        s.curve(curve, p.violet, 6)
        s.math(1040, sy + 118, "φ = σ", 42, p.violet)
        s.wire([(1132, sy), (1330, sy)], p.ink, 4, True)
        s.math(1228, sy - 38, "a = 0.62", 40)
        s.circle(1386, sy, 52, p.soft(p.coral), p.coral)
        s.text(1386, sy, "0.62", 32, weight=700)
    return s


@figure("fully-connected")
def fully_connected(p: Inline) -> Sheet:
    s = Drawing(p, 1680, 570, "A network with an input, two hidden layers and an output")
    layers = ((150, 4, p.violet, "x"), (610, 5, p.teal, "a_{1}"), (1070, 5, p.teal, "a_{2}"), (1530, 3, p.coral, "ŷ"))
    heads = ("input", "hidden layer 1", "hidden layer 2", "output")
    weights = ("W_{1}, b_{1}", "W_{2}, b_{2}", "W_{3}, b_{3}")

    def ys(count: int) -> list[float]:
        return [330 + (i - (count - 1) / 2) * 98 for i in range(count)]

    for k, (x, count, colour, name) in enumerate(layers):
        with s.fragment(k - 2) if k > 1 else s.moved(0, 0):
            if k:
                px, before = layers[k - 1][0], layers[k - 1][1]
                for a in ys(before):
                    for b in ys(count):
                        s.path(f"M{px + 32} {_n(a)}L{x - 32} {_n(b)}", p.link, 2)
                s.rect((px + x) / 2 - 92, 298, 184, 64, p.ground, p.link, 2, 32)
                s.math((px + x) / 2, 329, weights[k - 1], 42, bold=True)
            for y in ys(count):
                s.circle(x, y, 31, p.soft(colour), colour, 4)
            s.text(x, 20, heads[k], 34, p.muted)
            s.math(x, 68, name, 46, colour, bold=True)
    return s


@figure("training-loop")
def training_loop(p: Inline) -> Sheet:
    s = Drawing(p, 1680, 570, "Forward pass, loss, backward pass and update, with the numbers of one neuron")
    x, w, b, rate = (0.5, -1.0, 2.0), (0.8, 0.4, 0.3), -0.1, 0.1
    z = sum(one * other for one, other in zip(x, w, strict=True)) + b
    out = 1 / (1 + exp(-z))
    slope = out - 1
    gradient = ", ".join(decimal(slope * value, 2) for value in x)
    new = ", ".join(decimal(weight - rate * slope * value, 2) for value, weight in zip(x, w, strict=True))

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
        backward = f"= ({gradient})", f"∂ℒ/∂b = ŷ − y = {decimal(slope, 2)}"
        card(1000, 334, "3", "Backward", "∂ℒ/∂w = (ŷ − y) x", backward, p.violet)
    with s.fragment(2):
        s.wire([(1000, 447), (822, 447)], p.ink, 4, True)
        update = f"w = ({new})", f"b = {decimal(b - rate * slope, 3)}"
        card(320, 334, "4", "Update", "w ← w − η ∂ℒ/∂w", update, p.teal)
        s.wire([(570, 334), (570, 248)], p.ink, 4, True)
        s.math(160, 447, "η = 0.1", 40)
    return s


@figure("learning-rate")
def learning_rate(p: Inline) -> Sheet:
    s = Drawing(p, 1680, 510, "Gradient descent on a parabola with a small, a good and a large learning rate")
    cases = ((0.02, "too small", 8, p.violet), (0.3, "good", 5, p.teal), (1.05, "too large", 5, p.coral))
    for i, (rate, verdict, steps, colour) in enumerate(cases):
        plot = Plot(i * 580, 56, 520, 390, -5.6, 5.6, -2.4, 29)
        with s.fragment(i - 1) if i else s.moved(0, 0):
            s.rect(plot.x + 1.5, plot.y, plot.w - 3, plot.h, p.surface, p.line, 2, 14)
            s.curve([plot.at((w / 20, (w / 20) ** 2)) for w in range(-106, 107)], p.muted, 4)
            start = 4.0 if rate < 1 else 3.0
            path = ml.descend(start, rate, steps)
            spots = [plot.at((w, w * w)) for w in path]
            s.curve(spots, colour, 4)
            for j, spot in enumerate(spots):
                s.circle(*spot, 13 if j == 0 else 9, colour if j else p.ground, colour, 4)
            s.math(plot.x, 24, f"η = {rate:g}", 40, anchor="start")
            s.text(plot.x + plot.w, 24, verdict, 36, colour, "end", 700)
            said = ", ".join(decimal(w, 2).rstrip("0").rstrip(".") for w in path[:4]) + ", …"
            s.math(plot.x + plot.w / 2, 480, "w: " + said, 36, p.muted)
    return s


# -- what comes later --------------------------------------------------------------------------------


def _spectrogram(s: Drawing, x: float, y: float, size: float, frames: ml.Matrix, colour: str) -> None:
    """The frames from left to right, low bands below; energies are cut to the range from 0 to 1."""
    for t, row in enumerate(frames):
        for b, energy in enumerate(row):
            shade = s.c.mix(colour, min(max(energy, 0.05), 1))
            s.rect(x + t * size, y + (len(row) - 1 - b) * size, size - 2, size - 2, shade, r=3)


@figure("cnn")
def cnn(p: Inline) -> Sheet:
    s = Drawing(p, 1680, 450, "A convolutional network from a mel spectrogram to ten instruments")
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


@figure("sequence-tasks")
def sequence_tasks(p: Inline) -> Sheet:
    s = Drawing(p, 1680, 470, "Three ways to use a recurrent layer")
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


@figure("autoencoder")
def autoencoder(p: Inline) -> Sheet:
    s = Drawing(
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


def main(arguments: Sequence[str]) -> int:
    check = "--check" in arguments
    stale = []
    for name, draw in FIGURES.items():
        path = HERE / f"{name}.svg"
        text = draw(INLINE).svg()
        if path.is_file() and path.read_text(encoding="utf-8") == text:
            continue
        stale.append(path.name)
        if not check:
            path.write_text(text, encoding="utf-8")
    for item in stale:
        print(("out of date: " if check else "wrote ") + item)
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
