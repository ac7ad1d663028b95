"""A sheet that can do more: what the figures of the lecture on machine learning are drawn on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from drawing.sheet import Sheet, num

HAT = "\u0302"
MOST = 610  # px that the theme leaves of a slide to a drawing; without a line below there is room for more


class RichSheet(Sheet):
    """A sheet with boxes, marks and means, and with formulas that have hats and upright operators."""

    @contextmanager
    def moved(self, x: float, y: float) -> Iterator[None]:
        self.add(f'<g transform="translate({num(x)} {num(y)})">')
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
            f'<text transform="translate({num(x + size * 0.35)} {num(y)}) rotate(-90)" font-size="{num(size)}" '
            f'text-anchor="middle" fill="{self.c.muted}">{words}</text>'
        )

    def mark(self, x: float, y: float, kind: int, colour: str, size: float) -> None:
        """A point of a class: a circle, a square or a triangle, so that nobody needs to see colours."""
        if kind == 0:
            self.circle(x, y, size, colour)
        elif kind == 1:
            a = size * 0.9
            self.rect(x - a, y - a, 2 * a, 2 * a, colour, r=2)
        else:
            up, down, half = size * 1.25, size * 0.775, size * 1.15
            d = f"M{num(x)} {num(y - up)}L{num(x + half)} {num(y + down)}H{num(x - half)}z"
            self.add(f'<path d="{d}" fill="{colour}"/>')

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

    def svg(self) -> str:
        """The drawing, as tall as it is meant to be."""
        text = super().svg()
        if self.height > MOST:
            text = text.replace("<svg ", f'<svg style="max-height: {self.height}px" ', 1)
        return text
