"""A drawing: shapes and words on a sheet, which is written as SVG.

One unit is one pixel of the 1920x1080 canvas when a figure is shown at its own width; no text is smaller than 26.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from xml.sax.saxutils import escape

from drawing.palettes import PagePalette, Palette

SANS = "Lato, 'Helvetica Neue', Arial, sans-serif"
SERIF = "KaTeX_Main, KaTeX_Math, 'Latin Modern Roman', 'STIX Two Text', 'Times New Roman', serif"
Point = tuple[float, float]


def num(value: float) -> str:
    """A number of SVG, to a hundredth, and never minus nothing."""
    return f"{value:.2f}".rstrip("0").rstrip(".") if abs(value) >= 0.005 else "0"


def signed(value: float) -> str:
    """A number for readers, with a true minus sign."""
    return f"{value:g}".replace("-", "−")


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
            f'<rect x="{num(x)}" y="{num(y)}" width="{num(w)}" height="{num(h)}" rx="{num(r)}" fill="{fill}"'
            + (f' stroke="{stroke}" stroke-width="{num(width)}"' if stroke else "")
            + (f' stroke-dasharray="{dash}"' if dash else "")
            + "/>"
        )

    def circle(self, x: float, y: float, r: float, fill: str, stroke: str | None = None, width: float = 3) -> None:
        self.add(
            f'<circle cx="{num(x)}" cy="{num(y)}" r="{num(r)}" fill="{fill}"'
            + (f' stroke="{stroke}" stroke-width="{num(width)}"' if stroke else "")
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
            f'<path d="{d}" fill="{fill}" stroke="{stroke}" stroke-width="{num(width)}" '
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
        d = f"M{num(points[0][0])} {num(points[0][1])}"
        for before, at, after in zip(points, points[1:], points[2:], strict=False):
            start, end = _towards(at, before, corner), _towards(at, after, corner)
            d += f"L{num(start[0])} {num(start[1])}Q{num(at[0])} {num(at[1])} {num(end[0])} {num(end[1])}"
        d += f"L{num(points[-1][0])} {num(points[-1][1])}"
        self.path(d, stroke, width, arrow=arrow, dash=dash)

    def dot(self, x: float, y: float, colour: str | None = None) -> None:
        self.circle(x, y, 7, colour or self.c.ink)

    @contextmanager
    def fragment(self, index: int) -> Iterator[None]:
        """What is drawn inside appears at step ``index``."""
        self.add(f'<g class="fragment" data-fragment-index="{index}">')
        yield
        self.add("</g>")

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
            f'<text x="{num(x)}" y="{num(y + size * 0.35)}" font-size="{num(size)}" text-anchor="{anchor}" '
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
                move = f' dy="{num(level - shift)}"' if level != shift else ""
                small = f' font-size="{num(size * scale)}"' if scale != 1 else ""
                spans.append(f"<tspan{face}{small}{move}>{escape(run)}</tspan>")
                shift = level
        self.add(
            f'<text x="{num(x)}" y="{num(y + size * 0.32)}" font-family="{SERIF}" font-size="{num(size)}" '
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
            left, right, top, bottom = num(x - a), num(x + a), num(y - a), num(y + a)
            self.path(f"M{left} {top}L{right} {bottom}M{right} {top}L{left} {bottom}", self.c.ink, 3.5)
        elif sign == "+":
            left, right, top, bottom = num(x - a), num(x + a), num(y - a), num(y + a)
            self.path(f"M{left} {num(y)}L{right} {num(y)}M{num(x)} {top}L{num(x)} {bottom}", self.c.ink, 3.5)
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
        face = "" if isinstance(self.c, PagePalette) else f' font-family="{SANS}"'  # a page has one
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.width} {self.height}" '
            f'width="{self.width}" height="{self.height}" role="img"{face}>\n'
            f"<title>{escape(self.title)}</title>\n"
            + (f"<defs>{heads}</defs>\n" if heads else "")
            + "\n".join(self._parts)
            + "\n</svg>\n"
        )


def _towards(at: Point, target: Point, distance: float) -> Point:
    dx, dy = target[0] - at[0], target[1] - at[1]
    length = (dx * dx + dy * dy) ** 0.5
    share = min(distance, length / 2) / length
    return at[0] + dx * share, at[1] + dy * share
