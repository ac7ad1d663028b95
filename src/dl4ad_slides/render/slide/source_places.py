"""Find pieces of the visible text of a slide in what its author wrote."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dl4ad_slides.language.leftovers.rule import as_written
from dl4ad_slides.language.regions import Kind, scan_passage
from dl4ad_slides.model.sentinels import ITEM, OBJECT, SLOT_OPEN
from dl4ad_slides.model.source import Passage

_NOT_SHOWN = frozenset({Kind.FENCE, Kind.CODE, Kind.COMMENT, Kind.TAG})
_BLANKS = re.compile(r"\s*")
# As far as a piece of visible text stands like that in the author's text, too.
_PIECE = re.compile(rf"[^\n{OBJECT}{ITEM}{SLOT_OPEN}]+")


class SourcePlaces:
    """Where pieces of a visible text stand in its source, asked for in the order of the text."""

    def __init__(self, text: str, passage: Passage) -> None:
        self._text, self._source = text, passage.text
        self._scan = scan_passage(passage)
        self._known: dict[tuple[str, bool], list[int]] = {}
        self._passed: dict[str, tuple[int, int]] = {}

    def find(self, start: int, end: int) -> int:
        """Return where in the source a piece of the visible text begins (offsets from 0).

        Of equal ones, the nth is the nth. It is the beginning of the source where none is found.
        """
        begin = _BLANKS.match(self._text, start, end)
        start = begin.end() if begin else start
        piece = _PIECE.match(self._text, start, end)
        shown = piece[0].rstrip() if piece else ""
        end = start + len(shown)
        places = self._all(shown, is_line_end=end >= len(self._text) or self._text[end] == "\n")
        while not places and " " in shown:  # some of it has markup in the source
            shown = shown[: shown.rfind(" ")].rstrip()
            places = self._all(shown, is_line_end=False)
        if not places:
            return len(self._source) - len(self._source.lstrip())
        return places[min(self._before(shown, start), len(places) - 1)]

    def _all(self, shown: str, *, is_line_end: bool) -> list[int]:
        if (shown, is_line_end) not in self._known:
            written = as_written(shown)
            places = [at for at in _occurrences(written, self._source) if not self._scan.covers(at, _NOT_SHOWN)]
            if is_line_end:
                alone = [at for at in places if not self._source.startswith(shown[-1], at + len(written))]
                places = alone or places
            self._known[shown, is_line_end] = places
        return self._known[shown, is_line_end]

    def _before(self, shown: str, start: int) -> int:
        """Return how often `shown` stands before `start`; never counts the same stretch of the text twice."""
        at, count = self._passed.get(shown, (0, 0))
        count += self._text.count(shown, at, start)
        self._passed[shown] = start, count
        return count


def _occurrences(piece: str, source: str) -> Iterator[int]:
    """Yield where `piece` stands in `source`, and no backslash makes another one of it."""
    at = source.find(piece) if piece else -1
    while at >= 0:
        backslashes = at
        while backslashes and source[backslashes - 1] == "\\":
            backslashes -= 1
        if (at - backslashes) % 2 == 0:
            yield at
        at = source.find(piece, at + 1)
