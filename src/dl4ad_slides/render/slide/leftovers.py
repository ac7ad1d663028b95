"""Tell what was written as syntax and is shown as text, at its place in the author's file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from dl4ad_slides.language.foreign_habits import foreign_habits
from dl4ad_slides.language.formula_words import holds_words
from dl4ad_slides.language.leftovers import find_leftovers
from dl4ad_slides.language.leftovers.rule import as_written, clipped
from dl4ad_slides.language.misread import misread
from dl4ad_slides.language.unread import unread
from dl4ad_slides.model.diagnostics import Diagnostic, warning
from dl4ad_slides.model.sentinels import OBJECT
from dl4ad_slides.model.source import Passage
from dl4ad_slides.render.html.slots import Slot, SlotKind, Slots
from dl4ad_slides.render.html.visible_text import visible_text
from dl4ad_slides.render.slide.indented_markup import report_indented_markup
from dl4ad_slides.render.slide.source_places import SourcePlaces

_CODES = frozenset({"deck-slip", "text-foreign", "text-markdown", "text-math"})


def report_leftovers(passage: Passage, html: str, slots: Slots) -> Iterator[Diagnostic]:
    """Yield a warning for what was meant as syntax and is text in `html`, which was made of `passage`, or the reverse.

    Both hold the same `slots`.
    """
    yield from _left_over(passage, html, slots)
    yield from misread(passage)
    yield from unread(passage)
    yield from foreign_habits(passage)
    lines = set(passage.lines)
    own = [slot for _, slot in slots if slot.position.file == passage.file and slot.position.line in lines]
    yield from _wordy_formulas(own)
    yield from report_indented_markup(passage, own)


def without_repeats(findings: Sequence[Diagnostic]) -> Iterator[Diagnostic]:
    """Yield `findings`, less each leftover at a place of which another one says more."""
    places = {finding.position for finding in findings if finding.code not in _CODES}
    return (finding for finding in findings if finding.code not in _CODES or finding.position not in places)


def _left_over(passage: Passage, html: str, slots: Slots) -> Iterator[Diagnostic]:
    text = visible_text(html)
    places: SourcePlaces | None = None
    for leftover in find_leftovers(text):
        places = places or SourcePlaces(text, passage)
        written = slots.restore(as_written(text[leftover.start : leftover.end])).replace(OBJECT, "…")
        message = f"`{clipped(written)}` is shown as text"
        yield warning(leftover.code, message, passage.at(places.find(leftover.start, leftover.end)), leftover.hint)


def _wordy_formulas(slots: Iterable[Slot]) -> Iterator[Diagnostic]:
    for slot in slots:
        if slot.kind is SlotKind.INLINE_MATH and holds_words(slot.content):
            message = f"`{clipped(slot.source)}` is a formula, and holds running text"
            hint = "Write `\\$` for a dollar, or `\\text{…}` around the words in a formula."
            yield warning("text-math", message, slot.position, hint)
