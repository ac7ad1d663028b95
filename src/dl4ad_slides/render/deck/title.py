"""The title of a deck as plain text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from dl4ad_slides.language.headings import title_heading
from dl4ad_slides.model.project import Deck
from dl4ad_slides.model.sentinels import ESCAPED
from dl4ad_slides.model.source import Dialect, Passage
from dl4ad_slides.render.html.slots import Slots, leave_slots
from dl4ad_slides.render.html.tree import HtmlTree
from dl4ad_slides.render.markdown.commonmark import render_commonmark
from dl4ad_slides.render.slide.unresolved import UnresolvedSlide


def deck_title(deck: Deck, texts: Iterable[Passage]) -> str:
    """Return the title of a deck as plain text: from its front matter, its first heading, or its file name.

    `texts` are those of its slides in order.
    """
    if deck.front_matter.title:
        return deck.front_matter.title
    if heading := title_heading(texts):
        return _plain(heading, deck.body.dialect)
    return _file_title(deck)


def shown_title(deck: Deck, slides: Sequence[UnresolvedSlide]) -> str:
    """Return the title of a deck of which only `slides` are shown."""
    titles = [slide.heading.title for slide in slides if slide.heading.level == 1]
    titles += [slide.heading.title for slide in slides]
    return deck.front_matter.title or next(filter(None, titles), "") or _file_title(deck)


def _file_title(deck: Deck) -> str:
    words = re.sub(r"[-_]+", " ", deck.name.lstrip("0123456789-_ "))
    return words.strip().capitalize() or deck.name


@lru_cache(maxsize=256)
def _plain(markdown: str, dialect: Dialect) -> str:
    slots = Slots()
    passage = Passage.of(f"# {markdown}", "", dialect=dialect)
    html = render_commonmark(leave_slots(passage, slots, []), slots, "", [])
    return " ".join(slots.describe(HtmlTree(html).text.replace(ESCAPED, "")).split())
