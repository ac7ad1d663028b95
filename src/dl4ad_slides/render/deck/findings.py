"""What is wrong with a deck as a whole: ids and aliases that are taken, nothing to show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from dl4ad_slides.language.slides import PlacedSlide
from dl4ad_slides.model.diagnostics import Diagnostic, warning
from dl4ad_slides.model.output import RenderedSlide, SlideLink
from dl4ad_slides.model.project import Deck
from dl4ad_slides.model.source import Position
from dl4ad_slides.render.deck.links import placed_links
from dl4ad_slides.render.slide.unresolved import UnresolvedSlide


class ShownSlide(NamedTuple):
    """A slide of the deck as it is shown, and where it stands: its start, what is wrong with it, its links."""

    slide: RenderedSlide
    place: PlacedSlide
    start: Position
    findings: tuple[Diagnostic, ...]
    links: tuple[SlideLink, ...]


def shown_slide(slide: RenderedSlide, unresolved: UnresolvedSlide, place: PlacedSlide, sheet: int) -> ShownSlide:
    """Return a slide at its place; on other sheets than the first (1), it does not look for its given id."""
    findings = (
        *(report_taken_id(unresolved, slide.id, place) if sheet == 1 else ()),
        *report_notes_only(slide, place),
        *(in_place(finding, place) for finding in slide.findings),
    )
    return ShownSlide(slide, place, place.start, findings, tuple(placed_links(slide, place)))


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
    if not any(one.slide.aliases for one in finished):
        return
    for slide, place, *_ in finished:
        for alias in slide.aliases:
            if alias in taken:
                message = f"the alias `{alias}` is the id of an earlier slide"
                finding = warning("deck-duplicate-id", message, slide.passages[0].start, "Delete the alias.")
                findings.append(in_place(finding, place))
        taken.update((slide.id, *slide.aliases))


def report_notes_only(slide: RenderedSlide, place: PlacedSlide) -> Iterator[Diagnostic]:
    """Yield the finding for a slide with notes alone."""
    if place.source.has_notes_only and "data-background" not in slide.section.partition(">")[0]:
        message = "this slide has notes and nothing to show"
        hint = "Write a heading above `Note:`, or give the slide a background."
        yield in_place(warning("deck-notes-only", message, place.source.passages[-1].start, hint), place)


def report_empty(deck: Deck) -> Iterator[Diagnostic]:
    """Yield the finding for a deck without content."""
    if _is_blank(deck.body.text):
        hint = "Write a heading: `# Title of the lecture`."
        yield warning("deck-empty", "this deck is empty", deck.body.start, hint)


def _is_blank(text: str) -> bool:
    return not text or text.isspace()
