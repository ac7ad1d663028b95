"""Split a list over as many slides as it needs: references, credits, whatever grows with a deck.

Takes the plain text of each entry; gives which entries stand on which slide, in what size. Lines are estimated from
the widths of Lato, so a sheet is filled a little less than to the brim.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dl4ad_slides.render.text_width import line_count

_SIZES = (30, 28, 26)  # px on the 1920 canvas, the best first
_LINE = 1.35  # of the size: the line height that lists.css gives such a list
_GAP = 0.5  # of the size: the space below each entry


@dataclass(frozen=True, slots=True)
class Sheets:
    """Which entries stand on which slide, all of them set in `size` px."""

    size: int
    ranges: tuple[range, ...]


def paginate(texts: Sequence[str], *, width: float = 1640, height: float = 740) -> Sheets:
    """Return the sheets of a list whose entries are `texts`, evenly filled.

    Smaller letters are taken only where they save a slide. An entry that is taller than a slide has one of its own.
    """
    best = Sheets(_SIZES[0], ())
    for size in _SIZES:
        heights = [size * (_LINE * line_count(text, width, size) + _GAP) for text in texts]
        ranges = _balanced(heights, height)
        if not best.ranges or len(ranges) < len(best.ranges):
            best = Sheets(size, ranges)
    return best


def _balanced(heights: Sequence[float], limit: float) -> tuple[range, ...]:
    """Return the fewest sheets within `limit`, and of those the ones whose fullest is the least full."""
    fewest = len(_fill(heights, limit))
    low, high = 0.0, limit
    while high - low > 1:
        middle = (low + high) / 2
        low, high = (low, middle) if len(_fill(heights, middle)) <= fewest else (middle, high)
    return _fill(heights, high)


def _fill(heights: Sequence[float], limit: float) -> tuple[range, ...]:
    sheets: list[range] = []
    start, used = 0, 0.0
    for index, height in enumerate(heights):
        if index > start and used + height > limit:
            sheets.append(range(start, index))
            start, used = index, 0.0
        used += height
    return (*sheets, range(start, len(heights))) if heights else ()
