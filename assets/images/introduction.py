#!/usr/bin/env python3
"""Draw the logo of the course and the figure of decks/00-introduction.md.

    python assets/images/introduction.py            write the drawings beside this file
    python assets/images/introduction.py --check    write nothing; exit 1 if one is not up to date

Only the standard library is needed.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tools"))

from drawing.figures import Figures
from drawing.palettes import Palette
from drawing.sheet import Sheet, num

figures = Figures(__file__)


@figures.pair("logo")
def logo(p: Palette) -> Sheet:
    """A waveform that runs into a small network."""
    s = Sheet(p, 176, 64, "Deep Learning for Audio Data")
    for x, height, colour in ((4, 18, p.line), (20, 40, p.teal), (36, 60, p.teal), (52, 30, p.teal), (68, 14, p.line)):
        s.rect(x, 32 - height / 2, 9, height, colour, r=4.5)
    left, mid, right = [(100.0, y) for y in (12.0, 32.0, 52.0)], [(132.0, 21.0), (132.0, 43.0)], (164.0, 32.0)
    for a in left:
        for b in mid:
            s.path(f"M{num(a[0])} {num(a[1])}L{num(b[0])} {num(b[1])}", p.line, 2)
    for b in mid:
        s.path(f"M{num(b[0])} {num(b[1])}L{num(right[0])} {num(right[1])}", p.line, 2)
    for a in left:
        s.circle(*a, 6.5, p.teal)
    for b in mid:
        s.circle(*b, 6.5, p.violet)
    s.circle(*right, 7.5, p.coral)
    return s


@figures.inline("ai-ml-dl")
def ai_ml_dl(p: Palette) -> Sheet:
    s = Sheet(p, 1640, 740, "Deep learning inside machine learning inside artificial intelligence")
    rings = (
        (370, 350, p.violet, "AI", 100, 0.10),
        (462, 250, p.teal, "ML", 296, 0.20),
        (548, 156, p.coral, "DL", 548, 0.26),
    )
    for y, r, colour, short, label_y, share in rings:
        s.circle(400, y, r, p.mix(colour, share), colour, 4)
        s.text(400, label_y, short, 64, colour, weight=700)
    rows = (
        (
            100,
            520,
            p.violet,
            "Artificial intelligence",
            ("Programs for tasks that seem to need thought:", "search, planning, rules – and learning"),
        ),
        (
            296,
            510,
            p.teal,
            "Machine learning",
            ("Behaviour is estimated from examples:", "regression, decision trees, kernel methods"),
        ),
        (
            548,
            500,
            p.coral,
            "Deep learning",
            ("Many layers of features, learned together:", "convolution, recurrence, attention"),
        ),
    )
    for y, x, colour, name, lines in rows:
        s.wire([(x, y), (850, y)], colour, 3)
        s.circle(x, y, 8, colour)
        s.text(880, y, name, 42, colour, "start", 700)
        for i, words in enumerate(lines):
            s.text(880, y + 54 + i * 44, words, 33, p.ink, "start")
    return s


if __name__ == "__main__":
    figures.write_or_check()
