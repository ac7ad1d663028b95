"""What of two states of a course tells whether pages show the same: each is compared with its like."""

from __future__ import annotations

import re

from dl4ad_slides.model.output import RenderedDeck
from dl4ad_slides.model.project import Deck, Project

# The index shows the first heading of a deck; without one that looks like it, how much of the text may hold it.
_HEADING = re.compile(r"^#{1,6} ", re.MULTILINE)
_INDEX_TEXT = 2000


def surroundings(project: Project) -> tuple[object, ...]:
    """Return what slides depend on beside their decks and the settings."""
    names = {deck.name for deck in project.texts}
    files = project.theme.partials, project.assets.keys(), project.library.contents, project.bibliographies.named
    return project.timelines, project.broken_timelines, *files, names


def facts_on_index(deck: Deck) -> tuple[object, ...]:
    """Return what the index shows of a deck, as far as that can be told without rendering it."""
    text = deck.body.text
    heading = _HEADING.search(text)
    end = text.find("\n--", heading.start() if heading else _INDEX_TEXT)
    return deck.name, deck.front_matter, text[: end if end >= 0 else None], text.count("\n--")


def shown_of_text(rendered: RenderedDeck) -> tuple[object, ...]:
    """Return what a page of text shows."""
    return rendered.title, [(slide.section, slide.script_hashes) for slide in rendered.slides]
