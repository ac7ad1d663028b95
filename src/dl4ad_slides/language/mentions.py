"""Find where the text of a slide speaks of audiences: by a closed grammar, without guesses.

The attribute `data-audience` speaks of them in comments that set attributes, in attribute lists and in tags. So does
what can be nothing else: `data_audience`, another `data-` attribute whose value is the name of an audience, a class
called `solution`, or one by which other tools hide, such as `hidden`. Prose, code, formulas and the options of a
course's own partials never do.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

from dl4ad_slides.language.regions import TAG, Kind, Region, Scan, scan_passage
from dl4ad_slides.language.slips import BUILT_IN
from dl4ad_slides.model.audience import audience_names
from dl4ad_slides.model.source import Passage

ATTRIBUTE = "data-audience"
# Containers for audiences; a class of one of these names marks nothing.
CONTAINERS = ("solution", "audience")

_HIDDEN = frozenset({Kind.CODE, Kind.DISPLAY_MATH, Kind.INLINE_MATH})
_TAGS = frozenset({Kind.TAG, Kind.RAW})
_NO_TEXT = _TAGS | {Kind.COMMENT, Kind.PLACEHOLDER}
_NAME = re.compile(
    r"""(?<![\w/?&\#;.-])(data[-_][\w-]+|audiences?)(?![\w-])"""
    r"""(?:(\s*[=:]\s*)(?:"([^"\n]*)"|'([^'\n]*)'|([\w-]+(?:,[\w-]+)*))?)?""",
    re.IGNORECASE,
)
_MARKERS = {ATTRIBUTE, f"{ATTRIBUTE}s"}
_CLASSES = "|".join(CONTAINERS)
# Classes by which other tools hide what stands in them, from everybody or from some.
_HIDING = (*CONTAINERS, "hidden", "hide", "invisible", "content-hidden", "content-visible")
_LIST = re.compile(r"\{[^{}]*\}")
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_CLASS = re.compile(rf"\.(?:{'|'.join(_HIDING)})(?![\w-])", re.IGNORECASE)
_CLASS_ATTRIBUTE = re.compile(r"""(?<![\w-])class\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>}]+))""", re.IGNORECASE)
_TWO_COLONS = re.compile(rf"(?<![:\\])::(?=[ \t]*(?:{_CLASSES})\b)")
_COLONS = re.compile(r"(?<!\\):{3,}")
_BEFORE_CONTAINER = re.compile(r"(?:[ \t>]|[-*+:~][ \t]|\d{1,9}[.)][ \t]|\[\^[^\]\n]*\]:)*")
_LIST_OPENS = re.compile(r"\{[^{}]*\Z")
_SETS_ATTRIBUTES = re.compile(r"\.(?:slide|element)\b")
_PLACEHOLDER = re.compile(r"[<{]{2}([A-Z][\w-]*)")
_TAG = re.compile(TAG)
_NO_TAGS_INSIDE = re.compile(r"<(?:script|style|textarea)\b", re.IGNORECASE)
_COMMENTED_OUT = re.compile(r"[<{]|::")  # content in a comment, and not what a comment says of content
_CODE_INDENT = " " * 4
_LOOKED_BACK = 400


class Mention(NamedTuple):
    """Where a text speaks of an audience: from `start` up to `end` (offsets from 0)."""

    start: int
    end: int


class Colons(NamedTuple):
    """Three or more colons outside of code: where they start, their line from there on, whether they begin it.

    What an open fence swallows is shown as code, and was hardly meant so.
    """

    start: int
    line: str
    begins_line: bool
    is_swallowed: bool


def find_mentions(passage: Passage, audiences: Collection[str]) -> tuple[Mention, ...]:
    """Return where a text has the attribute, rightly spelt or not; `audiences` are those of the course."""
    text = passage.text
    if "audience" not in text.lower() and "data" not in text.lower():
        return ()
    scan = scan_passage(passage)
    plain = _without_code(text, scan)
    found = (name for name in _NAME.finditer(plain) if _is_mention(name, plain, scan, audiences))
    return tuple(Mention(*name.span(1)) for name in found)


def find_false_marks(passage: Passage) -> tuple[Mention, ...]:
    """Return what is surely meant to hide something and does not: `{.solution}`, `:: solution`, `{.hidden}`."""
    text = passage.text
    if not any(name in text.lower() for name in _HIDING):
        return ()
    scan = scan_passage(passage)
    plain = _without_code(text, scan)
    marks = [Mention(*two.span()) for two in _TWO_COLONS.finditer(plain) if _begins_line(plain, two.start())]
    for start, end in (*_lists(plain), *_elements(plain, scan)):
        written = plain[start:end]
        if ATTRIBUTE not in written.lower():
            marks.extend(Mention(start + named.start(), start + named.end()) for named in _classes(written))
    return tuple(sorted(marks))


def find_colons(passage: Passage) -> tuple[Colons, ...]:
    """Return the first colons of a container on each line of a text, read or not; comments and tags have none."""
    text = passage.text
    if ":::" not in text:
        return ()
    scan = scan_passage(passage)
    plain = _without_code(text, scan)
    found: list[Colons] = []
    end, open_fence = -1, min(scan.unclosed_fences, default=len(text))
    for colons in _COLONS.finditer(plain):
        if colons.start() < end or scan.covers(colons.start(), _NO_TEXT):
            continue
        start, end = colons.start(), plain.find("\n", colons.end())
        end = len(text) if end < 0 else end
        found.append(Colons(start, text[start:end], _begins_line(plain, start), is_swallowed=start > open_fence))
    return tuple(found)


def _begins_line(text: str, at: int) -> bool:
    """Tell whether nothing stands before this place on its line but the marks of lists and quotations."""
    return _BEFORE_CONTAINER.fullmatch(text, text.rfind("\n", 0, at) + 1, at) is not None


def leaves_open(passage: Passage) -> bool:
    """Tell whether a text opens or closes a container at the margin without its partner."""
    depth = 0
    for colons in find_colons(passage):
        if colons.begins_line and not passage.text[: colons.start].endswith(_CODE_INDENT):
            depth += 1 if colons.line.strip(": \t") else -1
        if depth < 0:
            return True
    return depth > 0


def _is_mention(name: re.Match[str], text: str, scan: Scan, audiences: Collection[str]) -> bool:
    word, value = name[1].lower().replace("_", "-"), next(filter(None, name.groups()[2:]), "")
    is_marker = word in _MARKERS
    names = audience_names(value)
    if not is_marker and (not names or not set(names) <= set(audiences)):
        return False
    if scan.covers(name.start(), _TAGS) or _is_in_list(text, name.start()):
        return True
    is_set = (name[2] or "").strip() == "="
    if scan.covers(name.start(), {Kind.COMMENT}):
        return not is_marker or is_set or _sets_attributes(text, text.rfind("<!--", 0, name.start()))
    return is_marker and is_set and text[name.end(1)] == "="


def _is_in_list(text: str, at: int) -> bool:
    """Tell whether a brace is open at this place, in the same paragraph."""
    opening = _LIST_OPENS.search(text[max(0, at - _LOOKED_BACK) : at])
    return opening is not None and not _BLANK_LINE.search(opening[0])


def _sets_attributes(text: str, start: int) -> bool:
    """Tell whether the comment at this place sets attributes."""
    return _SETS_ATTRIBUTES.search(text, start, text.find("-->", start)) is not None


def _lists(text: str) -> Iterator[tuple[int, int]]:
    """Yield the braces of a text that may be lists of attributes."""
    return (found.span() for found in _LIST.finditer(text) if not _BLANK_LINE.search(found[0]))


def _elements(text: str, scan: Scan) -> Iterator[tuple[int, int]]:
    """Yield where tags stand, and comments that set attributes."""
    for region in scan.regions:
        if region.kind in _TAGS or (region.kind is Kind.COMMENT and _sets_attributes(text, region.start)):
            yield region.start, region.end


def _classes(written: str) -> Iterator[re.Match[str]]:
    """Yield what gives an element, by its tag or list of attributes, the class of a container for audiences."""
    if written.startswith("{"):
        yield from _CLASS.finditer(written)
    for given in _CLASS_ATTRIBUTE.finditer(written):
        names = next(filter(None, given.groups()), "").lower().split()
        if not set(_HIDING).isdisjoint(names):
            yield given


def _without_code(text: str, scan: Scan) -> str:
    """Return the text with spaces in the place of what is no place for an audience."""
    parts: list[str] = []
    end = 0
    for region in scan.regions:
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
