"""Make the two sides of a comparison from one slide: the text for the plugin, and our `<section>` by shared rules.

What the plugin does not know (math, placeholders) becomes the same plain word on both sides.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from dl4ad_slides.language.slides import SlideSource, split_slides
from dl4ad_slides.load.front_matter import split_front_matter
from dl4ad_slides.model.source import Passage, Source
from dl4ad_slides.render.html.slots import SLOT, SlotKind, Slots, leave_slots
from dl4ad_slides.render.html.tree import HtmlTree
from dl4ad_slides.render.markdown.commonmark import render_commonmark


@dataclass(frozen=True)
class Pair:
    """One slide; `number` counts from 1, `line` is its first one in the deck.

    `is_plain` says that it uses nothing that we treat in another way than the plugin: math, placeholders, attribute
    lists, frames. Its `text` is then what the author wrote.
    """

    number: int
    line: int
    text: str
    html: str
    is_plain: bool


def pairs_of(path: str, text: str) -> Iterator[Pair]:
    """Yield the slides of a deck."""
    _, body = split_front_matter(Source(path, text.replace("\r\n", "\n")), [])
    for number, slide in enumerate(split_slides(body, []), 1):
        yield pair_of(slide.source, number, slide.line)


def pair_of(slide: SlideSource, number: int, line: int) -> Pair:
    """Return both sides of one slide."""
    slots = Slots()
    passages = [leave_slots(passage, slots, []) for passage in slide.passages]
    knows_all = not any(SLOT.search(passage.text) for passage in passages)
    html = [_render(passage, slots, number, extended=False) for passage in passages]
    knows_all = knows_all and not any("<iframe" in part for part in html)
    is_plain = knows_all and html == [_render(passage, slots, number, extended=True) for passage in passages]
    text = _with_words(passages[0].text)
    if slide.notes is not None:
        html[1] = f'<aside class="notes">{html[1]}</aside>'
        text += f"\nNote:\n{_with_words(passages[1].text)}"
    tree = HtmlTree("".join(html))
    tree.apply_comments()
    tree.reduce_comments()
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in tree.attributes.items())
    section = f"<section{attributes}>{tree.html}</section>"
    return Pair(number, line, text, section, is_plain)


def _render(passage: Passage, slots: Slots, number: int, *, extended: bool) -> str:
    html = render_commonmark(passage, slots, str(number), [], extended=extended)
    return SLOT.sub(lambda slot: _code(slots, int(slot[1])) or _word(int(slot[1])), html)


def _with_words(text: str) -> str:
    return SLOT.sub(lambda slot: _word(int(slot[1])), text)


def _word(number: int) -> str:
    return f"SLOT{number}X"


def _code(slots: Slots, number: int) -> str:
    slot = slots[number]
    return f"<code>{escape(slot.content)}</code>" if slot.kind is SlotKind.CODE else ""
