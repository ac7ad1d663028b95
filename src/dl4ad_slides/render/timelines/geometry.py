"""Where the dots, labels and lines of a timeline are: numbers only, in percent of its width.

Takes years and the words of the labels; gives one `Place` for each event. Dots sit true to scale. Lines between dots
and labels never cross: both ends are in order of time, and every line runs through the same heights.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dl4ad_slides.model.timeline import Year
from dl4ad_slides.render.timelines.labels import EVEN_SPAN, Label, label_middles, spread_labels, staggered_middles

INSET = 1.5  # free percent at both ends of the axis, so that the outer dots are whole; timeline.css has the same
CROWDED = 2.1  # percent: dots nearer than this are lifted off each other
LEVELS = 6  # of dots above each other; timeline.css knows as many


@dataclass(frozen=True, slots=True)
class Place:
    """Where one event is drawn.

    `x` is the middle of its dot and `label` the middle of its label, in percent; `level` says how many dots high the
    dot is lifted; `span` how many columns of the label grid the label takes; `low` whether the label stands in the
    lower of two rows; `path` and `stem` are SVG path data in a box of 100 × 100.
    """

    x: float
    label: float
    level: int
    span: int
    low: bool
    path: str
    stem: str


def place_events(years: Sequence[Year], start: Year, end: Year, labels: Sequence[Label] = ()) -> tuple[Place, ...]:
    """Return the places of events in order of time on an axis from `start` to `end`.

    Without `labels`, each gets an even share of the width.
    """
    xs = [INSET + (100 - 2 * INSET) * _fraction(year, start, end) for year in years]
    even = [EVEN_SPAN] * len(years)
    spans = spread_labels(labels) if labels else even
    middles = staggered_middles(len(years)) if spans is None else label_middles(spans)
    lows = [spans is None and index % 2 == 1 for index in range(len(years))]
    return tuple(
        Place(x, middle, level, span, low, _curve(x, middle), _stem(middle) if low else "")
        for x, middle, level, span, low in zip(xs, middles, _levels(xs), spans or even, lows, strict=True)
    )


def _fraction(year: Year, start: Year, end: Year) -> float:
    return min(1.0, max(0.0, (year - start) / (end - start)))


def _levels(xs: Sequence[float]) -> list[int]:
    """Return the lowest level for each dot on which no other dot is too near; where all are taken, take turns."""
    last: dict[int, float] = {}  # the level used longest ago stands first
    levels: list[int] = []
    for x in xs:
        free = [level for level in range(LEVELS) if x - last.get(level, -100.0) >= CROWDED]
        level = free[0] if free else next(iter(last))
        last.pop(level, None)
        last[level] = x
        levels.append(level)
    return levels


def _curve(x: float, label: float) -> str:
    return f"M{x:.2f} 0C{x:.2f} 45 {label:.2f} 55 {label:.2f} 100"


def _stem(label: float) -> str:
    return f"M{label:.2f} 0V100"
