"""Finish rendered decks: their slides go into what pages and the search index hold of them, and are needed no more.

Nothing here knows of other decks, so that decks can be finished in any order, and in other processes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dl4ad_slides.model.output import Article, DeckBody, FinishedDeck, RenderedDeck, RenderedSlide
from dl4ad_slides.model.packed import Packed
from dl4ad_slides.model.pictures import Sizes
from dl4ad_slides.render.publish.search_index import deck_words
from dl4ad_slides.render.reading.article import reading_article
from dl4ad_slides.render.words import words_of


def finish_deck(rendered: RenderedDeck, sizes: Sizes) -> FinishedDeck:
    """Return what a site needs of a deck; `sizes` are those of its pictures."""
    summary = rendered.summary
    return FinishedDeck(
        rendered.deck,
        rendered.title,
        summary.heading,
        summary.heading_html,
        slide_count=len(rendered.slides),
        formula_count=rendered.formula_count,
        has_notes=any(slide.has_notes for slide in rendered.slides),
        findings=rendered.findings,
        is_whole=rendered.is_whole,
        ids=rendered.ids,
        links=rendered.links,
        assets=rendered.assets,
        shown_assets=rendered.shown_assets,
        is_held_back=rendered.is_held_back,
        body=Packed.of(deck_body(rendered)),
        article=Packed.of(deck_article(rendered, sizes)),
        words=deck_words(rendered),
    )


def deck_body(rendered: RenderedDeck) -> DeckBody:
    """Return what the page of a deck holds."""
    slides = rendered.slides
    return DeckBody(
        sections_html(slides),
        first_section=slides[0].section if slides else "",
        has_math=rendered.formula_count > 0,
        script_hashes=tuple(dict.fromkeys(source for slide in slides for source in slide.script_hashes)),
        frame_hosts=tuple(sorted({host for slide in slides for host in slide.frame_hosts})),
        media_hosts=tuple(sorted({host for slide in slides for host in slide.media_hosts})),
    )


def deck_article(rendered: RenderedDeck, sizes: Sizes) -> Article:
    """Return a deck as a document in its own language."""
    return reading_article(rendered, words_of(rendered.deck.front_matter.language), sizes)


def sections_html(slides: Sequence[RenderedSlide]) -> str:
    """Return the `<section>` elements of a deck; slides that stand below others are nested in a stack."""
    stacks: list[list[str]] = []
    for slide in slides:
        if slide.below and stacks:
            stacks[-1].append(slide.section)
        else:
            stacks.append([slide.section])
    return "\n".join(stack[0] if len(stack) == 1 else _stack(stack) for stack in stacks)


def _stack(sections: Iterable[str]) -> str:
    return "<section>\n" + "\n".join(sections) + "\n</section>"
