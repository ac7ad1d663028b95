"""Find where the text of a slide speaks of audiences, rightly spelt or not: all of it must be understood.

Code, formulas and the options of a course's own partials are no such places.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from difflib import get_close_matches
from functools import lru_cache
from typing import NamedTuple

from dl4ad_slides.language.regions import TAG, Kind, Region, scan_regions
from dl4ad_slides.language.slips import BUILT_IN
from dl4ad_slides.language.solutions import is_solution

_HIDDEN = frozenset({Kind.CODE, Kind.DISPLAY_MATH, Kind.INLINE_MATH})
_FENCE = re.compile(r"(?:^|(?<=\s)):{3,}[ \t]*([^\n]+)|^[ \t>]*::[ \t]*([^\n]+)", re.MULTILINE)
_CONTAINER = re.compile(r"[^\W\d_][\w\u0300-\u036f-]*")
_CLASS = re.compile(r"(?<=\.)[\w-]+")
_NAME = re.compile(r"(?<![\w/?&#;-])(?:[^\W\d_]+[-_][^\W\d_][\w-]*|[^\W\d_]\w*(?=\s*[=:]))")
_LIST_OR_COMMENT = re.compile(r"(?:\{[^{}\n]*|<!--\s*(?:\.\w+:?\s*)?)\Z")
_PLACEHOLDER = re.compile(r"[<{]{2}([A-Z][\w-]*)")
_TAG = re.compile(TAG)
_NO_TAGS_INSIDE = re.compile(r"<(?:script|style|textarea)\b", re.IGNORECASE)
_COMMENTED_OUT = re.compile(r"[<{]|::")  # content in a comment, and not what a comment says of content
_LOOKED_BACK = 200


class Mention(NamedTuple):
    """Where a text speaks of an audience: from `start` up to `end` (offsets from 0), the whole line of a container."""

    start: int
    end: int
    is_container: bool = False


def find_mentions(text: str, audiences: Collection[str]) -> tuple[Mention, ...]:
    """Return the mentions of audiences in a text, those with slips too; `audiences` are those of the course."""
    if not may_mention(text, audiences):
        return ()
    plain = _without_code(text)
    containers = list(_containers(plain, audiences))
    spans = [range(one.start, one.end) for one in containers]
    attributes = [one for one in _attributes(plain) if not any(one.start in span for span in spans)]
    return tuple(sorted((*containers, *attributes)))


def may_mention(text: str, audiences: Collection[str]) -> bool:
    """Tell whether a text speaks of audiences, be it in code."""
    return any(_attributes(text)) or any(_containers(text, audiences))


def _without_code(text: str) -> str:
    """Return the text with spaces in the place of what is no place for an audience."""
    parts: list[str] = []
    end = 0
    for region in scan_regions(text).regions:
        for start, stop in _blanked(text, region):
            parts.extend((text[end:start], re.sub(r"[^\n]", " ", text[start:stop])))
            end = stop
    return "".join((*parts, text[end:]))


def _blanked(text: str, region: Region) -> Iterator[tuple[int, int]]:
    written = text[region.start : region.end]
    if region.kind in _HIDDEN:
        yield region.start, region.end
    elif region.kind is Kind.FENCE:  # what stands behind the opening mark is no code
        yield region.start + len(written.split("\n", 1)[0]), region.end
    elif region.kind is Kind.RAW:
        tags = [tag.span() for tag in _TAG.finditer(text, region.start, region.end)]
        shown = tags[:1] if _NO_TAGS_INSIDE.match(written) else tags
        yield from zip((end for _, end in shown), (*(start for start, _ in shown[1:]), region.end), strict=True)
    elif region.kind is Kind.COMMENT:
        if _COMMENTED_OUT.search(written, 1) and not (".slide" in written or ".element" in written):
            yield region.start, region.end
    elif region.kind is Kind.PLACEHOLDER and (name := _PLACEHOLDER.match(written)) and name[1] not in BUILT_IN:
        yield region.start, region.end


def _containers(text: str, audiences: Collection[str]) -> Iterator[Mention]:
    """Yield the lines that open a container for some, or look like it: `:: solution`, `::: {.solution}`."""
    names = ("solution", "audience", *audiences)
    for line in _FENCE.finditer(text):
        head = line[1] or line[2]
        if found := _CONTAINER.match(head):
            is_mention = is_solution(found[0]) or _is_near(found[0].lower(), names, 0.7)
        else:
            is_mention = any(_is_near(name.lower(), names, 0.9) for name in _CLASS.findall(head))
        if is_mention:
            yield Mention(line.end() - len(line[0].lstrip(" \t>")), line.end(), is_container=True)


def _attributes(text: str) -> Iterator[Mention]:
    """Yield what looks like the attribute, with or without `data-`; in containers for audiences it says for whom."""
    for name in _NAME.finditer(text):
        before, _, last = name[0].lower().replace("_", "-").rpartition("-")
        if not _is_near(last, ("audience",), 0.8):
            continue
        behind = text[name.end() : name.end() + _LOOKED_BACK].lstrip()[:1]
        ahead = text[max(0, name.start() - _LOOKED_BACK) : name.start()]
        is_data = _is_near(before, ("data",), 0.6)
        if is_data or behind == "=" or (behind == ":" and _LIST_OR_COMMENT.search(ahead)):
            yield Mention(*name.span())


@lru_cache(maxsize=4096)
def _is_near(word: str, names: tuple[str, ...], cutoff: float) -> bool:
    return bool(get_close_matches(word, names, n=1, cutoff=cutoff))
