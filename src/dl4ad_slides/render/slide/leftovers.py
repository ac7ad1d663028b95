"""Tell what was written as syntax and is shown as text, at its place in the author's file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from dl4ad_slides.language.foreign_habits import foreign_habits
from dl4ad_slides.language.formula_words import holds_words
from dl4ad_slides.language.leftovers import find_leftovers
from dl4ad_slides.language.leftovers.rule import Leftover, as_written, clipped
from dl4ad_slides.language.misread import misread
from dl4ad_slides.language.regions import Kind, scan_passage, scan_regions
from dl4ad_slides.language.unread import unread
from dl4ad_slides.model.diagnostics import Diagnostic, warning
from dl4ad_slides.model.sentinels import ITEM, OBJECT, SLOT_OPEN
from dl4ad_slides.model.source import Passage
from dl4ad_slides.render.html.slots import Slot, SlotKind, Slots
from dl4ad_slides.render.html.visible_text import visible_text

_CODES = frozenset({"deck-slip", "text-foreign", "text-markdown", "text-math"})
_MEANT = re.compile(r"\s*(?:<[/!]?[A-Za-z]|[-*+][ ]\S|#{1,6}[ ]\S|\d{1,2}\.[ ]\S)")
_TAG = re.compile(r"<(?P<closes>/)?(?P<name>[A-Za-z][\w-]*)")
# Elements that end by themselves.
_VOID = frozenset(
    {
        *("area", "br", "col", "embed", "hr", "img", "input", "li", "link", "meta", "p", "source", "td", "th", "tr"),
        *("track", "wbr"),
    }
)
_INDENT = re.compile(r"(?: {4}|\t)")
_NOT_SHOWN = frozenset({Kind.FENCE, Kind.CODE, Kind.COMMENT, Kind.TAG})
# As far as a piece of visible text stands like that in the author's text, too.
_PIECE = re.compile(rf"[^\n{OBJECT}{ITEM}{SLOT_OPEN}]+")


def report_leftovers(passage: Passage, html: str, slots: Slots) -> Iterator[Diagnostic]:
    """Yield a warning for what was meant as syntax and is text in `html`, which was made of `passage`, or the reverse.

    Both hold the same `slots`.
    """
    yield from _left_over(passage, html, slots)
    yield from misread(passage)
    yield from unread(passage)
    yield from foreign_habits(passage)
    own = [slot for _, slot in slots if slot.position.file == passage.file and slot.position.line in passage.lines]
    yield from _wordy_formulas(own)
    yield from _html_as_code(passage, own)


def without_repeats(findings: Sequence[Diagnostic]) -> Iterator[Diagnostic]:
    """Yield `findings`, less each leftover at a place of which another one says more."""
    places = {finding.position for finding in findings if finding.code not in _CODES}
    return (finding for finding in findings if finding.code not in _CODES or finding.position not in places)


def _left_over(passage: Passage, html: str, slots: Slots) -> Iterator[Diagnostic]:
    text = visible_text(html)
    places: _Places | None = None
    for leftover in find_leftovers(text):
        places = places or _Places(text, passage)
        written = slots.restore(as_written(text[leftover.start : leftover.end])).replace(OBJECT, "…")
        message = f"`{clipped(written)}` is shown as text"
        yield warning(leftover.code, message, passage.at(places.of(leftover)), leftover.hint)


class _Places:
    """Where pieces of a visible text stand in its source, asked for in the order of the text."""

    def __init__(self, text: str, passage: Passage) -> None:
        self._text, self._source = text, passage.text
        self._scan = scan_passage(passage)
        self._known: dict[tuple[str, bool], list[int]] = {}
        self._passed: dict[str, tuple[int, int]] = {}

    def of(self, leftover: Leftover) -> int:
        """Return where a piece of visible text stands in the source: of equal ones, the nth is the nth."""
        begin = re.compile(r"\s*").match(self._text, leftover.start, leftover.end)
        start = begin.end() if begin else leftover.start
        piece = _PIECE.match(self._text, start, leftover.end)
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


def _wordy_formulas(slots: Iterable[Slot]) -> Iterator[Diagnostic]:
    for slot in slots:
        if slot.kind is SlotKind.INLINE_MATH and holds_words(slot.content):
            message = f"`{clipped(slot.source)}` is a formula, and holds running text"
            hint = "Write `\\$` for a dollar, or `\\text{…}` around the words in a formula."
            yield warning("text-math", message, slot.position, hint)


def _html_as_code(passage: Passage, slots: Iterable[Slot]) -> Iterator[Diagnostic]:
    """Yield a warning for each line within HTML that is code, because it begins with four spaces."""
    for slot in slots:
        if slot.kind is not SlotKind.CODE or not _MEANT.match(slot.content):
            continue
        row = passage.lines.index(slot.position.line)
        start = sum(len(passage.line(above)) + 1 for above in range(row))
        if _INDENT.match(passage.line(row)) and _is_in_element(passage.text[:start]):
            indent = len(passage.line(row)) - len(passage.line(row).lstrip())
            message = f"`{clipped(slot.content)}` is shown as code"
            hint = "Take the spaces before it away: below a blank line, four of them make code."
            yield warning("text-markdown", message, passage.at(start + indent), hint)


def _is_in_element(text: str) -> bool:
    """Tell whether `text` leaves an element open that its author wrote."""
    depth = 0
    for region in scan_regions(text).regions:
        tag = _TAG.match(text, region.start) if region.kind is Kind.TAG else None
        if tag and tag["name"].lower() not in _VOID and text[region.end - 2] != "/":
            depth = max(0, depth - 1) if tag["closes"] else depth + 1
    return depth > 0


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
