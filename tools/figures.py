#!/usr/bin/env python3
"""Draw the figures of the decks.

    python tools/figures.py            write assets/images/<name>.svg, or <name>-{light,dark}.svg
    python tools/figures.py --check    write nothing; exit 1 if a file on disk is not up to date

A figure with words is one drawing, put into the page by ``{inline}``: it has the colours and the fonts of the slide.
An ``<img>`` has neither, so a picture without words may come as a pair, and ``<name>.svg`` in a deck then means both,
each in its theme. One unit of a figure is one pixel of the 1920x1080 canvas when it is shown at its own width; no text
is smaller than 26. Only the standard library is needed.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import log10
from pathlib import Path
from xml.sax.saxutils import escape

IMAGES = Path(__file__).resolve().parent.parent / "assets" / "images"
SANS = "Lato, 'Helvetica Neue', Arial, sans-serif"
SERIF = "'Latin Modern Roman', 'STIX Two Text', 'Times New Roman', serif"
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of one theme: the steps for text in theme/css/tokens.css, so that words may wear them too."""

    name: str
    ground: str
    ink: str
    teal: str
    violet: str
    coral: str

    def mix(self, colour: str, share: float) -> str:
        """``share`` of ``colour`` laid over the ground, as an opaque colour."""
        over, under = _rgb(colour), _rgb(self.ground)
        return "#" + "".join(f"{round(o * share + u * (1 - share)):02x}" for o, u in zip(over, under, strict=True))

    @property
    def muted(self) -> str:
        return self.mix(self.ink, 0.72)

    @property
    def line(self) -> str:
        return self.mix(self.ink, 0.42)

    @property
    def faint(self) -> str:
        return self.mix(self.ink, 0.18)

    @property
    def surface(self) -> str:
        return self.mix(self.ink, 0.05)

    def soft(self, colour: str) -> str:
        return self.mix(colour, 0.20)


@dataclass(frozen=True, slots=True)
class PagePalette(Palette):
    """The colours of the page itself, which follow its theme."""

    def mix(self, colour: str, share: float) -> str:
        return f"color-mix(in srgb, {colour} {round(share * 100)}%, {self.ground})"


LIGHT = Palette("light", "#fbfbfa", "#1d2529", "#146b65", "#5a45b8", "#a93c22")
DARK = Palette("dark", "#242529", "#eef0f1", "#82d3cb", "#c2b8fb", "#ffb29d")
PAGE = PagePalette("page", "var(--ground)", "var(--ink)", "var(--teal-text)", "var(--violet-text)", "var(--coral-text)")


def _rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _n(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


class Sheet:
    """A drawing in one palette. Shapes are added in painting order."""

    def __init__(self, palette: Palette, width: int, height: int, title: str) -> None:
        self.c = palette
        self.width, self.height, self.title = width, height, title
        self._parts: list[str] = []
        self._heads: set[str] = set()

    # -- shapes ------------------------------------------------------------------------------
    def add(self, markup: str) -> None:
        self._parts.append(markup)

    def rect(
        self,
        x: float,
        y: float,
        w: float,
        h: float,
        fill: str,
        stroke: str | None = None,
        width: float = 2,
        r: float = 10,
        dash: str = "",
    ) -> None:
        self.add(
            f'<rect x="{_n(x)}" y="{_n(y)}" width="{_n(w)}" height="{_n(h)}" rx="{_n(r)}" fill="{fill}"'
            + (f' stroke="{stroke}" stroke-width="{_n(width)}"' if stroke else "")
            + (f' stroke-dasharray="{dash}"' if dash else "")
            + "/>"
        )

    def circle(self, x: float, y: float, r: float, fill: str, stroke: str | None = None, width: float = 3) -> None:
        self.add(
            f'<circle cx="{_n(x)}" cy="{_n(y)}" r="{_n(r)}" fill="{fill}"'
            + (f' stroke="{stroke}" stroke-width="{_n(width)}"' if stroke else "")
            + "/>"
        )

    def path(
        self, d: str, stroke: str, width: float = 3, fill: str = "none", arrow: bool = False, dash: str = ""
    ) -> None:
        head = ""
        if arrow:
            self._heads.add(stroke)
            head = f' marker-end="url(#{self._head_id(stroke)})"'
        self.add(
            f'<path d="{d}" fill="{fill}" stroke="{stroke}" stroke-width="{_n(width)}" '
            f'stroke-linecap="round" stroke-linejoin="round"'
            + (f' stroke-dasharray="{dash}"' if dash else "")
            + head
            + "/>"
        )

    def wire(
        self,
        points: Sequence[Point],
        stroke: str,
        width: float = 3,
        arrow: bool = False,
        corner: float = 14,
        dash: str = "",
    ) -> None:
        """A polyline whose corners are rounded."""
        d = f"M{_n(points[0][0])} {_n(points[0][1])}"
        for before, at, after in zip(points, points[1:], points[2:], strict=False):
            start, end = _towards(at, before, corner), _towards(at, after, corner)
            d += f"L{_n(start[0])} {_n(start[1])}Q{_n(at[0])} {_n(at[1])} {_n(end[0])} {_n(end[1])}"
        d += f"L{_n(points[-1][0])} {_n(points[-1][1])}"
        self.path(d, stroke, width, arrow=arrow, dash=dash)

    def dot(self, x: float, y: float, colour: str | None = None) -> None:
        self.circle(x, y, 7, colour or self.c.ink)

    # -- text --------------------------------------------------------------------------------
    def text(
        self,
        x: float,
        y: float,
        words: str,
        size: float = 30,
        fill: str | None = None,
        anchor: str = "middle",
        weight: int = 400,
    ) -> None:
        """Plain words, vertically centred on ``y``."""
        assert size >= 26, f"{words!r} is smaller than 26"
        self.add(
            f'<text x="{_n(x)}" y="{_n(y + size * 0.35)}" font-size="{_n(size)}" text-anchor="{anchor}" '
            f'fill="{fill or self.c.ink}"'
            + (f' font-weight="{weight}"' if weight != 400 else "")
            + f">{escape(words)}</text>"
        )

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
        """A small formula: ``_{…}`` and ``^{…}`` lower and raise; letters are italic, or bold for vectors."""
        assert size * 0.74 >= 26 or not re.search(r"[_^]", formula), f"{formula!r} has too small an index"
        spans: list[str] = []
        shift = 0.0
        for piece in re.findall(r"[_^]\{[^}]*\}|[^_^]+", formula):
            level, body, scale = 0.0, piece, 1.0
            if piece[0] in "_^":
                level, body, scale = (0.22 if piece[0] == "_" else -0.36) * size, piece[2:-1], 0.74
            for run in re.findall(r"[A-Za-zα-ω]+|[^A-Za-zα-ω]+", body):
                face = ""
                if run[0].isalpha() and run not in ("tanh", "ReLU"):
                    face = ' font-weight="700"' if bold and scale == 1 else ' font-style="italic"'
                move = f' dy="{_n(level - shift)}"' if level != shift else ""
                small = f' font-size="{_n(size * scale)}"' if scale != 1 else ""
                spans.append(f"<tspan{face}{small}{move}>{escape(run)}</tspan>")
                shift = level
        self.add(
            f'<text x="{_n(x)}" y="{_n(y + size * 0.32)}" font-family="{SERIF}" font-size="{_n(size)}" '
            f'text-anchor="{anchor}" fill="{fill or self.c.ink}">{"".join(spans)}</text>'
        )

    # -- parts that several figures share ---------------------------------------------------------
    def cell(
        self,
        x: float,
        y: float,
        size: float,
        label: str = "",
        colour: str | None = None,
        ghost: bool = False,
        font: float = 34,
    ) -> None:
        """A square with a number: lit in ``colour``, or at rest."""
        stroke = colour or self.c.line
        fill = self.c.soft(colour) if colour else ("none" if ghost else self.c.surface)
        self.rect(x, y, size, size, fill, stroke, 4 if colour else 2, 10, "9 8" if ghost else "")
        if label:
            self.text(x + size / 2, y + size / 2, label, font, self.c.muted if ghost and not colour else None)

    def operator(self, x: float, y: float, sign: str, colour: str, r: float = 24) -> None:
        """A small circle with ``×`` or ``+`` drawn as strokes, or with text."""
        self.circle(x, y, r, self.c.ground, colour)
        a = r * 0.46
        if sign == "×":
            a *= 0.8
            self.path(
                f"M{_n(x - a)} {_n(y - a)}L{_n(x + a)} {_n(y + a)}M{_n(x + a)} {_n(y - a)}L{_n(x - a)} {_n(y + a)}",
                self.c.ink,
                3.5,
            )
        elif sign == "+":
            self.path(
                f"M{_n(x - a)} {_n(y)}L{_n(x + a)} {_n(y)}M{_n(x)} {_n(y - a)}L{_n(x)} {_n(y + a)}", self.c.ink, 3.5
            )
        else:
            self.math(x, y, sign, 30)

    def gate(self, x: float, y: float, function: str, name: str, colour: str, w: float = 124, h: float = 92) -> None:
        """A box of a recurrent cell: its function above its name."""
        self.rect(x - w / 2, y - h / 2, w, h, self.c.soft(colour), colour, 3, 14)
        self.math(x, y - 19, function, 36)
        self.text(x, y + 22, name, 30)

    # -- output ------------------------------------------------------------------------------
    def _head_id(self, colour: str) -> str:
        return "head-" + re.sub(r"[^a-z0-9]+", "-", colour).strip("-")

    def svg(self) -> str:
        heads = "".join(
            f'<marker id="{self._head_id(c)}" viewBox="0 0 10 10" refX="8.4" refY="5" '
            'markerWidth="15" markerHeight="15" markerUnits="userSpaceOnUse" orient="auto-start-reverse">'
            f'<path d="M0 0.6 10 5 0 9.4 2.4 5z" fill="{c}"/></marker>'
            for c in sorted(self._heads)
        )
        body = "\n".join(self._parts)
        face = f' font-family="{SANS}"'
        if isinstance(self.c, PagePalette):  # words in the face of the slide, formulas in that of its formulas
            face, body = "", body.replace(SERIF, f"KaTeX_Main, KaTeX_Math, {SERIF}")
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.width} {self.height}" '
            f'width="{self.width}" height="{self.height}" role="img"{face}>\n'
            f"<title>{escape(self.title)}</title>\n"
            + (f"<defs>{heads}</defs>\n" if heads else "")
            + body
            + "\n</svg>\n"
        )


def _towards(at: Point, target: Point, distance: float) -> Point:
    dx, dy = target[0] - at[0], target[1] - at[1]
    length = (dx * dx + dy * dy) ** 0.5
    share = min(distance, length / 2) / length
    return at[0] + dx * share, at[1] + dy * share


FIGURES: dict[str, Callable[[Palette], Sheet]] = {}
PAIRS: dict[str, Callable[[Palette], Sheet]] = {}


def figure(name: str) -> Callable[[Callable[[Palette], Sheet]], Callable[[Palette], Sheet]]:
    """Keep a drawing that is put into the page."""
    return lambda draw: FIGURES.setdefault(name, draw)


def pair(name: str) -> Callable[[Callable[[Palette], Sheet]], Callable[[Palette], Sheet]]:
    """Keep a picture without words, which comes once for each theme."""
    return lambda draw: PAIRS.setdefault(name, draw)


# -- the course --------------------------------------------------------------------------------------


@pair("logo")
def logo(p: Palette) -> Sheet:
    """A waveform that runs into a small network."""
    s = Sheet(p, 176, 64, "Deep Learning for Audio Data")
    for x, height, colour in ((4, 18, p.line), (20, 40, p.teal), (36, 60, p.teal), (52, 30, p.teal), (68, 14, p.line)):
        s.rect(x, 32 - height / 2, 9, height, colour, r=4.5)
    left, mid, right = [(100.0, y) for y in (12.0, 32.0, 52.0)], [(132.0, 21.0), (132.0, 43.0)], (164.0, 32.0)
    for a in left:
        for b in mid:
            s.path(f"M{_n(a[0])} {_n(a[1])}L{_n(b[0])} {_n(b[1])}", p.line, 2)
    for b in mid:
        s.path(f"M{_n(b[0])} {_n(b[1])}L{_n(right[0])} {_n(right[1])}", p.line, 2)
    for a in left:
        s.circle(*a, 6.5, p.teal)
    for b in mid:
        s.circle(*b, 6.5, p.violet)
    s.circle(*right, 7.5, p.coral)
    return s


@figure("ai-ml-dl")
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


# -- convolution -------------------------------------------------------------------------------------


@pair("dense-vs-convolution")
def dense_vs_convolution(p: Palette) -> Sheet:
    """Without words: what they are, the caption says."""
    s = Sheet(
        p, 1600, 280, "A dense layer connects everything, a convolutional layer only neighbours with shared weights"
    )
    colours = (p.teal, p.violet, p.coral)
    for left, dense in ((40, True), (860, False)):
        xs = [left + 50 + i * 86 for i in range(8)]
        outs = xs[1:-1]
        for j, xo in enumerate(outs):
            for i, xi in enumerate(xs):
                k = i - j
                if dense or 0 <= k < 3:
                    s.path(f"M{xi} 240L{xo} 40", p.line if dense else colours[k], 2 if dense else 5)
        for x in xs:
            s.circle(x, 240, 19, p.surface, p.ink)
        for x in outs:
            s.circle(x, 40, 19, p.soft(p.teal) if not dense else p.surface, p.ink)
    s.path("M800 20L800 260", p.faint, 3)
    return s


@figure("fir")
def fir(p: Palette) -> Sheet:
    s = Sheet(p, 1500, 440, "Block diagram of an FIR filter with four taps")
    taps = (250, 540, 830, 1120)
    top, mid, low = 70, 215, 370
    s.math(70, top, "x[n]", 42)
    s.wire([(120, top), (taps[-1], top), (taps[-1], mid - 30)], p.ink, arrow=True)
    for k, x in enumerate(taps):
        if k < 3:
            s.dot(x, top)
            s.wire([(x, top), (x, mid - 30)], p.ink, arrow=True)
            s.rect(x + 92, top - 40, 106, 80, p.soft(p.violet), p.violet, 3, 12)
            s.math(x + 145, top, "z^{−1}", 44)
            s.path(f"M{x + 60} {top}H{x + 90}", p.ink, 3, arrow=True)
        s.operator(x, mid, "×", p.teal, 28)
        s.math(x + 48, mid - 4, f"h[{k}]", 38, p.teal, "start")
        if k == 0:
            s.wire([(x, mid + 30), (x, low), (taps[1] - 30, low)], p.ink, arrow=True)
        else:
            s.wire([(x, mid + 30), (x, low - 30)], p.ink, arrow=True)
            end = taps[k + 1] - 30 if k < 3 else 1370
            s.wire([(x + 28, low), (end, low)], p.ink, arrow=True)
            s.operator(x, low, "+", p.coral, 28)
    s.math(1430, low, "y[n]", 42)
    return s


@figure("conv1d")
def conv1d(p: Palette) -> Sheet:
    s = Sheet(p, 1480, 590, "Convolution worked out: the reversed kernel slides along the signal")
    x = [2, 0, 1, 3, -1]
    h = [1, 2, -1]
    size, x0 = 100, 250
    for n, value in enumerate(x):
        s.text(x0 + n * 112 + size / 2, 24, str(n), 32, p.muted)
        s.cell(x0 + n * 112, 50, size, _signed(value), font=40)
    s.math(x0 - 40, 24, "n", 34, p.muted, "end")
    s.math(x0 - 40, 100, "x[n]", 44, anchor="end")
    s.text(x0 - 40, 382, "h, reversed", 32, anchor="end")
    for row, (n, colour) in enumerate(((2, p.teal), (3, p.violet), (4, p.coral))):
        y = 200 + row * 132
        total = 0
        terms = []
        for m in range(n - 2, n + 1):
            weight = h[n - m]
            total += weight * x[m]
            terms.append(f"{_paren(weight)}·{_paren(x[m])}")
            s.cell(x0 + m * 112, y, size, _signed(weight), colour, font=40)
        s.path(f"M{x0 + (n + 1) * 112 + 8} {y + 50}L{x0 + 5 * 112 + 42} {y + 50}", colour, 3, arrow=True)
        s.math(x0 + 5 * 112 + 66, y + 50, f"y[{n}] = {' + '.join(terms)} = {_signed(total)}", 40, anchor="start")
    return s


def _signed(value: float) -> str:
    return f"{value:g}".replace("-", "−")


def _paren(value: float) -> str:
    return f"({_signed(value)})" if value < 0 else _signed(value)


def _sweep(
    p: Palette, title: str, n: int, k: int, pad: int = 0, stride: int = 1, dilation: int = 1, lit: Iterable[int] = ()
) -> Sheet:
    """Input cells below, output cells above; the lit outputs show what they see."""
    s = Sheet(p, 1500, 400, title)
    step, size = 104, 88
    total = n + 2 * pad
    count = (total - dilation * (k - 1) - 1) // stride + 1
    x0 = 170 + (1330 - total * step) / 2
    low, high = 292, 20
    colours = dict(zip(lit, (p.teal, p.coral, p.violet), strict=False))
    inputs: dict[int, list[str]] = {}
    centre = [x0 + (j * stride + dilation * (k - 1) / 2) * step + size / 2 for j in range(count)]
    for j, colour in colours.items():
        for t in range(k):
            i = j * stride + t * dilation
            inputs.setdefault(i, []).append(colour)
            s.path(f"M{_n(x0 + i * step + size / 2)} {low - 4}L{_n(centre[j])} {high + size + 4}", colour, 5)
    for i in range(total):
        ghost = i < pad or i >= pad + n
        seen_by = inputs.get(i, [])
        s.cell(x0 + i * step, low, size, "0" if ghost else "", seen_by[0] if seen_by else None, ghost)
        if len(seen_by) == 2:  # the right half belongs to the second output
            x, end = x0 + i * step + size / 2, x0 + (i + 1) * step - (step - size)
            s.path(
                f"M{_n(x)} {low}H{_n(end - 10)}q10 0 10 10V{low + size - 10}q0 10 -10 10H{_n(x)}",
                seen_by[1],
                4,
                p.soft(seen_by[1]),
            )
        if not ghost:
            s.math(x0 + i * step + size / 2, low + size / 2, f"x_{{{i - pad}}}", 42)
    for j in range(count):
        s.cell(centre[j] - size / 2, high, size, "", colours.get(j))
        s.math(centre[j], high + size / 2, f"y_{{{j}}}", 42)
    s.text(20, low + size / 2, "input", 32, p.muted, "start")
    s.text(20, high + size / 2, "output", 32, p.muted, "start")
    return s


@figure("conv-padding")
def conv_padding(p: Palette) -> Sheet:
    return _sweep(p, "Padding: one zero on each side keeps the length", 8, 3, pad=1, lit=(0, 7))


@figure("conv-stride")
def conv_stride(p: Palette) -> Sheet:
    return _sweep(p, "Stride 2: the kernel moves by two samples", 9, 3, stride=2, lit=(0, 1))


@figure("conv-dilation")
def conv_dilation(p: Palette) -> Sheet:
    return _sweep(p, "Dilation 2: the taps are two samples apart", 9, 3, dilation=2, lit=(0, 3))


@figure("conv2d")
def conv2d(p: Palette) -> Sheet:
    s = Sheet(p, 1640, 600, "A three by three kernel marks onsets in a spectrogram")
    frames, bins, size = 12, 8, 52
    gram = [[0.0] * frames for _ in range(bins)]
    for start, partials in ((2, (0, 2, 4)), (7, (1, 3, 6))):
        for order, b in enumerate(partials):
            for t in range(start, min(start + 5, frames)):
                gram[b][t] = (1.0, 0.8, 0.6)[order] * 0.84 ** (t - start)
    kernel = [[-1, 0, 1]] * 3
    result = [
        [sum(kernel[i][j] * gram[b + i][t + j] for i in range(3) for j in range(3)) for t in range(frames - 2)]
        for b in range(bins - 2)
    ]

    def grid(
        values: Sequence[Sequence[float]], x: float, y: float, scale: float, lit: tuple[int, int, int, int]
    ) -> None:
        rows = len(values)
        for b, row in enumerate(values):
            for t, value in enumerate(row):
                share = 0.14 + 0.76 * min(abs(value) / scale, 1)
                fill = p.mix(p.teal if value > 0 else p.violet, share) if abs(value) > 1e-9 else p.surface
                s.rect(x + t * size, y + (rows - 1 - b) * size, size - 4, size - 4, fill, r=6)
        b, t, h, w = lit
        s.rect(x + t * size - 4, y + (rows - b - h) * size - 4, w * size + 4, h * size + 4, "none", p.coral, 6, 10)

    gx, gy, ky, ox, oy = 70.0, 60.0, 190.0, 1092.0, 112.0
    lit_b, lit_t = 1, 5
    grid(gram, gx, gy, 1.0, (lit_b, lit_t, 3, 3))
    kx = 818.0
    for i in range(3):
        for j in range(3):
            value = kernel[i][j]
            fill = p.soft(p.teal) if value > 0 else p.soft(p.violet) if value < 0 else p.surface
            s.rect(kx + j * 60, ky + i * 60, 56, 56, fill, p.coral, 2.5, 8)
            s.text(kx + j * 60 + 28, ky + i * 60 + 28, _signed(value), 32)
    grid(result, ox, oy, 1.6, (lit_b, lit_t, 1, 1))
    middle = ky + 88
    s.path(f"M{_n(gx + frames * size + 14)} {_n(middle)}H{_n(kx - 14)}", p.coral, 4, arrow=True)
    s.path(f"M{_n(kx + 190)} {_n(middle)}H{_n(ox - 36)}", p.coral, 4, arrow=True)
    s.text(gx + frames * size / 2, gy - 34, "input: 8 bins × 12 frames", 32, weight=700)
    s.text(kx + 88, ky - 36, "kernel: 3 × 3", 32, weight=700)
    s.text(ox + 10 * size / 2, oy - 34, "output: 6 × 10", 32, weight=700)
    for left, bottom, w, h in (
        (gx, gy + bins * size, frames * size, bins * size),
        (ox, oy + 6 * size, 10 * size, 6 * size),
    ):
        s.path(f"M{_n(left)} {_n(bottom + 18)}L{_n(left + w - 8)} {_n(bottom + 18)}", p.muted, 3, arrow=True)
        s.path(f"M{_n(left - 22)} {_n(bottom - 4)}L{_n(left - 22)} {_n(bottom - h)}", p.muted, 3, arrow=True)
        s.text(left + w, bottom + 48, "time", 28, p.muted, "end")
    s.add(
        f'<text transform="translate(34 {_n(gy + bins * size)}) rotate(-90)" '
        f'font-size="28" fill="{p.muted}">frequency</text>'
    )
    y = 572
    s.rect(520, y - 16, 32, 32, p.mix(p.teal, 0.8), r=6)
    s.text(566, y, "positive: energy rises", 28, p.muted, "start")
    s.rect(900, y - 16, 32, 32, p.mix(p.violet, 0.8), r=6)
    s.text(946, y, "negative: energy falls", 28, p.muted, "start")
    return s


@figure("pooling")
def pooling(p: Palette) -> Sheet:
    s = Sheet(p, 1300, 520, "Max pooling and average pooling of a four by four input")
    values = ((1, 3, 2, 0), (5, 2, 1, 4), (0, 1, 6, 3), (2, 1, 2, 1))
    colours = ((p.teal, p.violet), (p.coral, p.line))
    size, x0, y0 = 104, 30, 70
    for i, row in enumerate(values):
        for j, value in enumerate(row):
            colour = colours[i // 2][j // 2]
            x, y = x0 + j * size + j // 2 * 16, y0 + i * size + i // 2 * 16
            s.rect(x, y, size - 6, size - 6, p.soft(colour), r=10)
            s.text(x + 49, y + 49, str(value), 40)
    for i in range(2):
        for j in range(2):
            s.rect(
                x0 + j * (2 * size + 16) - 5,
                y0 + i * (2 * size + 16) - 5,
                2 * size + 4,
                2 * size + 4,
                "none",
                colours[i][j],
                5,
                14,
            )
    s.text(x0 + 2 * size, 26, "input: 4 × 4", 38, weight=700)
    for x, name, reduce in ((640, "maximum", max), (990, "average", lambda v: sum(v) / 4)):
        s.text(x + 122, 24 + 104, name, 38, weight=700)
        for i in range(2):
            for j in range(2):
                block = [values[2 * i + a][2 * j + b] for a in (0, 1) for b in (0, 1)]
                s.rect(x + j * 124, y0 + 104 + i * 124, 114, 114, p.soft(colours[i][j]), colours[i][j], 4, 12)
                s.text(x + j * 124 + 57, y0 + 104 + i * 124 + 57, f"{reduce(block):g}", 40)
    s.path("M494 290H606", p.ink, 4, arrow=True)
    s.text(550, 248, "2 × 2", 38, p.muted)
    return s


@figure("receptive-field")
def receptive_field(p: Palette) -> Sheet:
    s = Sheet(p, 1660, 520, "Receptive field of three layers without and with growing dilation")
    rows = (430, 320, 210, 100)
    for i, name in enumerate(("input", "layer 1", "layer 2", "layer 3")):
        s.text(10, rows[i], name, 30, p.muted, "start")
    for left, dilations, colour, head in (
        (160, (1, 1, 1), p.teal, "dilation 1, 1, 1"),
        (960, (1, 2, 4), p.violet, "dilation 1, 2, 4"),
    ):
        xs = [left + i * 48 for i in range(15)]
        lit = {3: {7}}
        for layer in (3, 2, 1):
            lit[layer - 1] = set()
            d = dilations[layer - 1]
            for i in sorted(lit[layer]):
                for j in (i - d, i, i + d):
                    lit[layer - 1].add(j)
                    s.path(f"M{xs[j]} {rows[layer - 1]}L{xs[i]} {rows[layer]}", colour, 4)
        for layer, y in enumerate(rows):
            for i, x in enumerate(xs):
                on = i in lit[layer]
                s.circle(x, y, 15, colour if on else p.surface, colour if on else p.faint, 3)
        first, last = xs[min(lit[0])], xs[max(lit[0])]
        s.path(f"M{first} 462v14H{last}v-14", colour, 3)
        s.text(xs[7], 26, head, 34, weight=700)
        s.text(xs[7], 500, f"sees {len(lit[0])} samples", 30, colour, weight=700)
    return s


# -- recurrence --------------------------------------------------------------------------------------


def _rnn_step(s: Sheet, x: float, h: str, inp: str, out: str) -> None:
    p = s.c
    s.wire([(x, 385), (x, 294)], p.ink, arrow=True)
    s.wire([(x, 196), (x, 105)], p.ink, arrow=True)
    s.rect(x - 60, 198, 120, 94, p.soft(p.teal), p.teal, 4, 18)
    s.math(x, 245, h, 42, bold=True)
    s.math(x, 420, inp, 42, bold=True)
    s.math(x, 68, out, 42, bold=True)


@figure("rnn")
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


@figure("gradient-lag")
def gradient_lag(p: Palette) -> Sheet:
    s = Sheet(p, 860, 560, "A factor per step, raised to the number of steps")
    left, right, top, bottom, steps = 130, 690, 40, 450, 60

    def at(k: float, exponent: float) -> Point:
        return left + (right - left) * k / steps, bottom - (bottom - top) * (exponent + 3) / 6

    for e in range(-3, 4):
        y = at(0, e)[1]
        s.path(f"M{left} {_n(y)}H{right}", p.faint, 2)
        s.math(left - 18, y, f"10^{{{_signed(e)}}}" if e else "1", 40, p.muted, "end")
    for k in range(0, steps + 1, 20):
        x = at(k, 0)[0]
        s.path(f"M{_n(x)} {bottom}v10", p.muted, 2)
        s.text(x, bottom + 36, str(k), 28, p.muted)
    s.path(f"M{left} {top}V{bottom}H{right}", p.muted, 3)
    for factor, colour in ((1.1, p.coral), (1.0, p.teal), (0.9, p.violet)):
        end = at(steps, steps * log10(factor))
        a = at(0, 0)
        s.path(f"M{_n(a[0])} {_n(a[1])}L{_n(end[0])} {_n(end[1])}", colour, 6)
        s.math(end[0] + 20, end[1], {1.1: "1.1^{k}", 1.0: "1.0^{k}", 0.9: "0.9^{k}"}[factor], 40, colour, "start")
    s.text((left + right) / 2, 532, "steps back in time, k", 30)
    return s


@figure("lstm")
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


@figure("gru")
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


def main(arguments: Sequence[str]) -> int:
    check = "--check" in arguments
    files = {f"{name}.svg": draw(PAGE).svg() for name, draw in FIGURES.items()}
    for name, draw in PAIRS.items():
        files |= {f"{name}-{palette.name}.svg": draw(palette).svg() for palette in (LIGHT, DARK)}
    stale = []
    IMAGES.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        path = IMAGES / name
        if path.is_file() and path.read_text(encoding="utf-8") == text:
            continue
        stale.append(name)
        if not check:
            path.write_text(text, encoding="utf-8")
    for item in stale:
        print(("out of date: " if check else "wrote ") + item)
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
