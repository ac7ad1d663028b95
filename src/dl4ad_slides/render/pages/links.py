"""Links between decks and pages of text, checked once all of these are rendered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dl4ad_slides.model.diagnostics import Diagnostic
from dl4ad_slides.model.output import FinishedDeck, RenderedDeck
from dl4ad_slides.render.deck.links import dead_links
from dl4ad_slides.render.pages.text_page import text_ids


def dead_links_between(decks: Sequence[FinishedDeck], texts: Sequence[RenderedDeck]) -> Iterator[Diagnostic]:
    """Yield a finding for each dead link from one deck or page to another, or within a page of text."""
    ids = {deck.deck.name: deck.ids for deck in decks}
    ids |= {text.deck.name: text_ids(text) for text in texts if text.is_whole}
    for deck in decks:
        yield from dead_links([link for link in deck.links if link.page != deck.deck.name], ids)
    for text in texts:
        yield from dead_links(text.links, ids)
