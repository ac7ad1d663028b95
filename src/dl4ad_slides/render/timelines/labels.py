"""Spread the labels of a timeline over its width: evenly, except where words need more than an even share.

Takes the texts of each label; gives how many columns of a grid each label takes, or that one row does not do. Widths
are those of Lato on the canvas of a slide.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from dl4ad_slides.render.text_width import word_width, wrapped_lines

EVEN_SPAN = 12
SPANS = range(5, 31)  # columns under one label; timeline.css knows as many

_ROW = 1344  # px of the 1920 canvas: 80 % of the text box of a slide
_GAP = 10  # px between two labels
_NAME, _AUTHOR = 28, 26  # px, the smallest sizes of timeline.css
_YEAR = 66  # px, the width of four digits in the heading font
_HEADING = 1.25  # how much wider than Lato the heading font sets words
_LINES = 4  # of name and author together, to which an even share of the width may lead


@dataclass(frozen=True, slots=True)
class Label:
    """The name and the author of an event, and what stands for its year, as widths of their words in px."""

    name: tuple[float, ...]
    author: tuple[float, ...] = ()
    when: tuple[float, ...] = (_YEAR,)

    @property
    def widest(self) -> float:
        """Return the px that the label needs at least, its gap included."""
        return _GAP + max((_YEAR, *self.when, *self.name, *self.author))

    def lines(self, width: float) -> int:
        """Return how many lines name and author take in `width` px, the gap included, and the year beyond its first."""
        room = width - _GAP
        below = wrapped_lines(self.name, room, _NAME) + wrapped_lines(self.author, room, _AUTHOR)
        return below + wrapped_lines(self.when, room, _NAME) - 1


def measure_label(name: str, author: str, when: str = "") -> Label:
    """Return the widths of the words of a label; without `when`, of a year."""
    return Label(
        tuple(_NAME * word_width(word) for word in name.split()),
        tuple(_AUTHOR * word_width(word) for word in author.split()),
        tuple(_NAME * _HEADING * word_width(word) for word in when.split()) or (_YEAR,),
    )


def spread_labels(labels: Sequence[Label]) -> list[int] | None:
    """Return the columns that each label takes in one row, or None where the words need two rows."""
    even = [EVEN_SPAN] * len(labels)
    share = _ROW / max(1, len(labels))
    if all(label.widest <= share and label.lines(share) <= _LINES for label in labels):
        return even
    if len(labels) < 3:
        return even
    if sum(label.widest for label in labels) > _ROW:
        return None
    for total in range(SPANS[-1] * len(labels), SPANS.start * len(labels), -1):  # the finest grid that CSS knows
        spans = [max(SPANS.start, -int(-label.widest * total // _ROW)) for label in labels]
        if sum(spans) <= total and max(spans) in SPANS:
            return _share_out(labels, spans, total)
    return None


def _share_out(labels: Sequence[Label], spans: Sequence[int], total: int) -> list[int]:
    """Give spare columns to labels that they make shorter, the tallest first, and the rest to the narrowest ones."""
    shared = list(spans)
    while relief := _relief(labels, shared, total):
        index, extra = relief
        shared[index] += extra
    for _ in range(total - sum(shared)):
        shared[shared.index(min(shared))] += 1
    return shared


def _relief(labels: Sequence[Label], spans: Sequence[int], total: int) -> tuple[int, int] | None:
    """Return which label saves a line by how many of the spare columns: the tallest that can."""
    spare = total - sum(spans)
    column = _ROW / total
    options: list[tuple[int, int, int]] = []
    for index, (label, span) in enumerate(zip(labels, spans, strict=True)):
        lines = label.lines(span * column)
        wider = [extra for extra in range(1, spare + 1) if label.lines((span + extra) * column) < lines]
        if wider and span + wider[0] in SPANS:
            options.append((-lines, wider[0], index))
    if not options:
        return None
    _, extra, index = min(options)
    return index, extra


def label_middles(spans: Sequence[int]) -> list[float]:
    """Return the middle of each label in percent of the row."""
    total = sum(spans)
    return [100 * (before - span / 2) / total for before, span in zip(accumulate(spans), spans, strict=True)]


def staggered_middles(count: int) -> list[float]:
    """Return the middles of labels that are two shares wide and stand by turns in the upper and the lower row."""
    return [100 * (index + 1) / (count + 1) for index in range(count)]
