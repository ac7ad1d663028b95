"""Find where in the author's file something on a slide was written."""

from __future__ import annotations

import re

from dl4ad_slides.model.output import RenderedDeck, RenderedSlide
from dl4ad_slides.model.source import Passage, Position

_WORD = re.compile(r"\w+")
_COMPARED_WORDS = 12


def locate_on_slide(rendered: RenderedDeck, slide_id: str, text: str, near: str) -> Position | None:
    """Return the position of what a click hit, or None where the deck has no such slide.

    `text` is the text of the element; `near` something that stands in the source as it is (TeX, the path of an image).
    Without a trace of either it is the start of the slide.
    """
    for slide, start in zip(rendered.slides, rendered.starts, strict=True):
        if slide.id == slide_id:
            found = _exactly(slide, near) or _by_words(slide, text) or slide.passages[0].start
            return Position(found.file, found.line + start.line - 1, found.column)
    return None


def _exactly(slide: RenderedSlide, needle: str) -> Position | None:
    if not needle.strip():
        return None
    for passage in slide.passages:
        offset = passage.text.find(needle.strip())
        if offset >= 0:
            return passage.at(offset)
    return None


def _by_words(slide: RenderedSlide, text: str) -> Position | None:
    """Return the line that has most of the first words of `text`; the first of several."""
    words = [word.lower() for word in _WORD.findall(text)[:_COMPARED_WORDS]]
    best: tuple[int, Passage, int] | None = None
    for passage in slide.passages:
        for row in range(len(passage.lines)):
            have = {word.lower() for word in _WORD.findall(passage.line(row))}
            score = sum(word in have for word in words)
            if score and (best is None or score > best[0]):
                best = score, passage, row
    if best is None:
        return None
    _, passage, row = best
    line = passage.line(row)
    start = passage.row(row)
    return Position(start.file, start.line, start.column + len(line) - len(line.lstrip()))
