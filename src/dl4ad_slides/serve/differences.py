"""What of two states of a course tells whether pages show the same: each is compared with its like."""

from __future__ import annotations

from dl4ad_slides.model.output import DeckSummary, RenderedDeck


def shown_on_index(summary: DeckSummary) -> tuple[object, ...]:
    """Return what the index shows of a deck."""
    deck = summary.deck
    return deck.name, deck.front_matter, summary.title, summary.slide_count, summary.heading_html


def shown_of_text(rendered: RenderedDeck) -> tuple[object, ...]:
    """Return what a page of text shows."""
    return rendered.title, [(slide.section, slide.script_hashes) for slide in rendered.slides]
