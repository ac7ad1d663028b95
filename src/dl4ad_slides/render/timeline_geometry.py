"""Where the dots, labels and lines of a timeline are: numbers only, in percent of its width.

Takes years and the words of the labels; gives one `Place` for each event. Dots sit true to scale; labels share the
width evenly, except where a long word needs more than its share. Lines between them never cross: both ends are in
order of time, and every line runs through the same heights.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dl4ad_slides.model.timeline import Year

INSET = 1.5  # free percent at both ends of the axis, so that the outer dots are whole; timeline.css has the same
CROWDED = 2.4  # percent: dots nearer than this are lifted off each other
LEVELS = 6  # of dots above each other; timeline.css knows as many

# The reference for the width of labels: 80 % of the text box of a slide, in px of the 1920 canvas.
_WIDTH = 1344
_MARGIN = 16  # px around the words of a label
_NAME, _AUTHOR = 28, 26  # px, the smallest sizes of timeline.css
_YEAR = 76  # px, the width of four digits in the heading font
_EVEN_SPAN, _SPANS = 12, range(5, 31)  # grid columns under one label; timeline.css knows as many


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


def place_events(
    years: Sequence[Year], start: Year, end: Year, words: Sequence[Sequence[str]] = ()
) -> tuple[Place, ...]:
    """Return the places of events in order of time on an axis from `start` to `end`.

    `words` are the texts of each label: name first, then author; without them, labels share the width evenly.
    """
    if not years:
        return ()
    xs = [INSET + (100 - 2 * INSET) * _fraction(year, start, end) for year in years]
    needs = [_needed_width(texts) for texts in words] or [0.0 for _ in years]
    spans = _spans(needs)
    labels = _staggered_middles(len(years)) if spans is None else _middles(spans)
    lows = [spans is None and index % 2 == 1 for index in range(len(years))]
    spans = spans or [_EVEN_SPAN] * len(years)
    return tuple(
        Place(x, label, level, span, low, _curve(x, label), _stem(label) if low else "")
        for x, label, level, span, low in zip(xs, labels, _levels(xs), spans, lows, strict=True)
    )


def is_even(span: int) -> bool:
    """Tell whether a label takes its even share of the width."""
    return span == _EVEN_SPAN


def _fraction(year: Year, start: Year, end: Year) -> float:
    return min(1.0, max(0.0, (year - start) / (end - start)))


def _levels(xs: Sequence[float]) -> list[int]:
    """Return the lowest level for each dot on which no other dot is too near."""
    last: dict[int, float] = {}
    levels: list[int] = []
    for x in xs:
        free = [level for level in range(LEVELS) if x - last.get(level, -100.0) >= CROWDED]
        level = free[0] if free else min(last, key=lambda taken: last[taken])
        last[level] = x
        levels.append(level)
    return levels


def _spans(needs: Sequence[float]) -> list[int] | None:
    """Return the share of each label in the width, or None where the words do not fit into one row."""
    if max(needs) * len(needs) <= _WIDTH:
        return [_EVEN_SPAN] * len(needs)
    if sum(needs) > _WIDTH:
        return None if len(needs) > 2 else [_EVEN_SPAN] * len(needs)
    for total in range(_SPANS.start * len(needs), _SPANS.stop * len(needs)):
        spans = [max(_SPANS.start, -int(-need * total // _WIDTH)) for need in needs]
        if sum(spans) <= total and max(spans) < _SPANS.stop:
            return _fill(spans, total)
    return None if len(needs) > 2 else [_EVEN_SPAN] * len(needs)


def _fill(spans: list[int], total: int) -> list[int]:
    """Give what is left over to the narrowest labels, so that the row is as even as the words let it be."""
    spans = list(spans)
    for _ in range(total - sum(spans)):
        spans[spans.index(min(spans))] += 1
    return spans


def _middles(spans: Sequence[int]) -> list[float]:
    total = sum(spans)
    return [100 * (sum(spans[:index]) + span / 2) / total for index, span in enumerate(spans)]


def _staggered_middles(count: int) -> list[float]:
    """Return the middles of labels that are two columns wide and stand by turns in the upper and the lower row."""
    return [100 * (index + 1) / (count + 1) for index in range(count)]


def _curve(x: float, label: float) -> str:
    return f"M{x:.2f} 0C{x:.2f} 60 {label:.2f} 40 {label:.2f} 100"


def _stem(label: float) -> str:
    return f"M{label:.2f} 0V100"


def _needed_width(texts: Sequence[str]) -> float:
    sizes = [_NAME, *[_AUTHOR] * (len(texts) - 1)]
    widths = [_width(word) * size for text, size in zip(texts, sizes, strict=True) for word in text.split()]
    return _MARGIN + max(_YEAR, *widths)


def _width(word: str) -> float:
    """Return about how wide Lato sets `word`, in em."""
    return sum(_EM.get(char, 0.6 if char.isupper() else 0.53) for char in word)


_EM = {
    **dict.fromkeys("ijl.,:;'’|!", 0.24),
    **dict.fromkeys("ftrI()[]-/", 0.36),
    **dict.fromkeys("csz", 0.46),
    **dict.fromkeys("mMwW&", 0.82),
    **dict.fromkeys("GOQDNH", 0.74),
}
