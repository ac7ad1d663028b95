"""What is wrong with a deck as a whole: ids and aliases that are taken, nothing to show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from dl4ad_slides.language.slides import PlacedSlide
from dl4ad_slides.model.diagnostics import Diagnostic, warning
from dl4ad_slides.model.output import RenderedSlide
from dl4ad_slides.model.project import Deck
from dl4ad_slides.render.slide.unresolved import UnresolvedSlide


class ShownSlide(NamedTuple):
    """A slide of the deck as it is shown, and where it stands."""

    slide: RenderedSlide
    place: PlacedSlide


def in_place(finding: Diagnostic, place: PlacedSlide) -> Diagnostic:
    """Return a finding about a slide, whose lines count from 1, at its place in the deck's files."""
    return finding.moved(place.line - 1, place.start.file).taken_in(place.chain)


def report_taken_id(slide: UnresolvedSlide, slide_id: str, place: PlacedSlide) -> Iterator[Diagnostic]:
    """Yield the finding for a slide that does not get the id that its author gave it.

    Who includes a slide or a text twice means that.
    """
    if slide.given_id in {"", slide_id}:
        return
    message = f"the id `{slide.given_id}` is taken already"
    hint = "Ids must be unique within a deck; this one got a number."
    if "id" in dict(slide.text.attributes):
        yield warning("deck-duplicate-id", message, place.chain[-1], hint)
    elif not place.chain and (where := slide.text.locate_id(slide.given_id)):
        yield in_place(warning("deck-duplicate-id", message, where, hint), place)


def report_taken_aliases(finished: Sequence[ShownSlide], findings: list[Diagnostic]) -> None:
    """Add a finding for each alias that leads to another slide already."""
    taken: set[str] = set()
    for slide, place in finished:
        for alias in slide.aliases:
            if alias in taken:
                message = f"the alias `{alias}` is the id of an earlier slide"
                finding = warning("deck-duplicate-id", message, slide.passages[0].start, "Delete the alias.")
                findings.append(in_place(finding, place))
        taken.update((slide.id, *slide.aliases))


def report_empty(deck: Deck, finished: Sequence[ShownSlide], findings: list[Diagnostic]) -> None:
    """Add a finding for a deck without content, and for each slide with notes alone."""
    if _is_blank(deck.body.text):
        hint = "Write a heading: `# Title of the lecture`."
        findings.append(warning("deck-empty", "this deck is empty", deck.body.start, hint))
        return
    for slide, place in finished:
        if place.source.has_notes_only and "data-background" not in slide.section.partition(">")[0]:
            message = "this slide has notes and nothing to show"
            hint = "Write a heading above `Note:`, or give the slide a background."
            finding = warning("deck-notes-only", message, place.source.passages[-1].start, hint)
            findings.append(in_place(finding, place))


def _is_blank(text: str) -> bool:
    return not text or text.isspace()
