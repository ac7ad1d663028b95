#!/usr/bin/env python3
"""Draw the figures on projects and their pitfalls of decks/02-machine-learning.md.

    python assets/images/machine-learning/projects.py            write the drawings beside this file
    python assets/images/machine-learning/projects.py --check    write nothing; exit 1 if one is not up to date

Points, fits and numbers come from ``data/machine_learning.py``; nothing is drawn by eye that can be computed.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
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


# -- the project -------------------------------------------------------------------------------------


@figures.inline("pipeline")
def pipeline(p: Palette) -> Sheet:
    s = RichSheet(p, 1680, 440, "The six steps of a project, and the two ways back")
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
                s.path(f"M{num(x - gap + 6)} {y + 52}H{num(x - 6)}", p.ink, 4, arrow=True)
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


@figures.inline("split")
def split(p: Palette) -> Sheet:
    s = RichSheet(p, 1680, 330, "Shares of training, validation and test data")
    rows = (("a thousand recordings", (80, 10, 10)), ("a million recordings", (98, 1, 1)))
    names = ("training", "validation", "test")
    for i, (name, shares) in enumerate(rows):
        y, x = 48 + i * 126, 350.0
        s.text(0, y + 50, name, 34, p.ink, "start")
        for share, colour, set_name in zip(shares, p.accents, names, strict=True):
            w = 1330 * share / 100
            s.rect(x + 2, y + 2, max(w - 5, 9), 96, p.soft(colour), colour, 3, min(12, w / 3))
            if share >= 10:
                s.text(x + w / 2, y + 50, f"{share} %", 38, p.ink, weight=700)
            if not i:
                s.text(x + w / 2, 22, set_name, 30, colour, weight=700)
            x += w
    s.text(1678, 302, "1 % validation, 1 % test", 32, p.ink, "end")
    return s


@figures.inline("leakage")
def leakage(p: Palette) -> Sheet:
    s = RichSheet(p, 1680, 540, "Snippets of a recording in all three sets, and recordings of a player in one set")
    shuffled = ("00100200", "10002000", "00020010", "01000020", "20001000", "00210000")
    grouped = ("00000000", "00000000", "11111111", "00000000", "00000000", "22222222")
    _dealt(s, 0, "Snippets at random", shuffled)
    with s.fragment(0):
        s.text(778, 28, "it leaks", 36, p.coral, "end", 700)
    with s.fragment(1):
        _dealt(s, 880, "Each player in one set", grouped)
        s.text(1658, 28, "honest", 36, p.teal, "end", 700)
    for x, kind, name in ((490, 0, "training"), (760, 1, "validation"), (1060, 2, "test")):
        s.mark(x, 508, kind, p.accents[kind], 11)
        s.text(x + 26, 508, name, 32, p.ink, "start")
    return s


def _dealt(s: RichSheet, left: float, head: str, sets: Sequence[str]) -> None:
    """A row for each recording, a card with the mark of its set for each snippet."""
    s.text(left + 146, 28, head, 36, s.c.ink, "start", 700)
    for row, player in enumerate(("Ana", "Ana", "Ben", "Cem", "Cem", "Dora")):
        y = 72 + row * 66
        s.text(left + 120, y + 25, player, 30, s.c.muted, "end")
        for column, digit in enumerate(sets[row]):
            kind = int(digit)
            c = s.c.accents[kind]
            x = left + 146 + column * 80
            s.rect(x, y, 72, 50, s.c.soft(c), c, 3, 8)
            s.mark(x + 36, y + 25 + (3 if kind == 2 else 0), kind, c, 8)


@figures.inline("polynomials")
def polynomials(p: Palette) -> Sheet:
    s = RichSheet(p, 1680, 590, "Polynomials of degree one, four and eight through the same twelve points")
    training, validation = ml.measured(ml.TRAINING, 12), ml.measured(ml.VALIDATION, 200)
    grid = [-1 + j / 100 for j in range(201)]
    fits = {degree: ml.fit_polynomial(training, degree) for degree in (1, 4, 8)}
    verdicts = ("too stiff", "about right", "too flexible")
    for i, (degree, fit) in enumerate(fits.items()):
        left = i * 580
        plot = Axes(s, left, left + 520, 60, 520, -1.08, 1.08, -1.45, 1.15)
        s.rect(left + 1.5, 60, 517, 460, p.surface, p.line, 2, 14)
        plot.line([(x, ml.pedal(x)) for x in grid], p.muted, 3, "3 10")
        plot.line([(x, ml.evaluate(fit, x)) for x in grid], p.teal, 6)
        for point in training:
            s.circle(*plot.at(*point), 10, p.violet)
        s.text(left, 26, f"Degree {degree}", 36, p.ink, "start", 700)
    for step, (name, points) in enumerate((("training", training), ("validation", validation))):
        with s.fragment(step):
            for i, fit in enumerate(fits.values()):
                x, anchor = i * 580 + (510 if step else 10), "end" if step else "start"
                s.text(x, 560, f"{name} {ml.rms_error(fit, points):.2f}", 34, (p.ink, p.coral)[step], anchor, 700)
    with s.fragment(2):
        for i, verdict in enumerate(verdicts):
            s.text(i * 580 + 520, 26, verdict, 36, p.teal, "end")
    return s


@figures.inline("confusion")
def confusion(p: Palette) -> Sheet:
    s = RichSheet(p, 860, 560, "Confusion matrix of a detector of broken glass over one thousand clips")
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


if __name__ == "__main__":
    figures.write_or_check()
