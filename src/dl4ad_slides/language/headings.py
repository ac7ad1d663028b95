"""Find the heading that gives a deck its title: the first of level 1, else the first of all."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from dl4ad_slides.language.regions import Kind, scan_regions
from dl4ad_slides.model.source import Passage

_HEADING = re.compile(r"^ {0,3}(#{1,6})[ \t]+(\S[^\n]*)$", re.MULTILINE)
_ATTRIBUTES = re.compile(r"(?:^|[ \t]+)\{[^{}]*\}[ \t]*$")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_REMEMBERED = 2048


def title_heading(slides: Iterable[Passage]) -> str:
    """Return the Markdown of the heading, a line break as a space; an empty string where there is none.

    No more slides are read than need be.
    """
    first = ""
    for slide in slides:
        for level, words in _headings(slide.text, has_math=slide.dialect.math):
            if level == 1 and words:
                return words
            first = first or words
    return first


@lru_cache(maxsize=_REMEMBERED)
def _headings(text: str, *, has_math: bool) -> tuple[tuple[int, str], ...]:
    found = list(_HEADING.finditer(text))
    if not found:
        return ()
    scan = scan_regions(text, has_math=has_math)
    return tuple(
        (len(heading[1]), _ATTRIBUTES.sub("", _BREAK.sub(" ", heading[2])))
        for heading in found
        if not scan.covers(heading.start(), {Kind.FENCE, Kind.COMMENT, Kind.RAW})
    )
