"""Plots: a rectangle of a sheet with a part of the plane laid over it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from drawing.functions import Function
from drawing.sheet import Point, Sheet, num, signed


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
        return "M" + "L".join(f"{num(x)} {num(y)}" for x, y in places)

    def line(self, points: Iterable[Point], colour: str, width: float = 5, dash: str = "") -> None:
        self.sheet.path(self.trail(points), colour, width, dash=dash)

    def curve(self, f: Function, colour: str, width: float = 5, dash: str = "", count: int = 161) -> None:
        step = (self.x_to - self.x_from) / (count - 1)
        xs = [self.x_from + i * step for i in range(count)]
        self.line([(x, f(x)) for x in xs if self.y_from - 1e-6 <= f(x) <= self.y_to + 1e-6], colour, width, dash)

    def dot(self, x: float, y: float, colour: str, r: float = 11) -> None:
        self.sheet.circle(*self.at(x, y), r, colour, self.sheet.c.ground, 3)

    def frame(self, xs: Sequence[float] = (), ys: Sequence[float] = ()) -> None:
        """Two axes at the left and the bottom edge with numbers, and faint lines across."""
        s, p = self.sheet, self.sheet.c
        for y in ys:
            level = self.at(0, y)[1]
            s.path(f"M{num(self.left)} {num(level)}H{num(self.right)}", p.faint, 2)
            s.text(self.left - 16, level, signed(y), 28, p.muted, "end")
        for x in xs:
            place = self.at(x, 0)[0]
            s.path(f"M{num(place)} {num(self.bottom)}v9", p.muted, 2)
            s.text(place, self.bottom + 32, signed(x), 28, p.muted)
        s.path(f"M{num(self.left)} {num(self.top)}V{num(self.bottom)}H{num(self.right)}", p.muted, 3)
