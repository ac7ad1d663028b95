"""Find the short names of emoji in a text, such as `:tada:`: those of GitHub, where they can mean nothing else.

Colons stand in times, paths, addresses and code as well: `10:30:45`, `std::end::x`, `http://a:80:`. So a short name
begins behind none of the signs of these, and no word goes on behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from dl4ad_slides.language.regions import Kind, Scan

# Han, kana and Hangul are written without spaces, and may touch emoji.
_LETTER = r"[^\W\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
_NAMES = re.compile(r"(?::[a-z0-9_+-]+:)+")
_NAME = re.compile(":[a-z0-9_+-]+:")
_BEFORE = re.compile(rf"{_LETTER}|[\\:/]|\w\[")
_BEHIND = re.compile(rf"{_LETTER}|[:/=`]")
# An address up to here: a scheme, `www.`, or the target of a link.
_ADDRESS = re.compile(r"(?:(?:[A-Za-z][\w+.-]*://|\bwww\.|\bmailto:)[^\s<>]*|\]\([^\s)]*)\Z")
_LONGEST_ADDRESS = 500
_NO_TEXT = frozenset(Kind)


class Emoji(NamedTuple):
    """A short name in a text, from `start` up to `end` (offsets from 0), and the characters that it means."""

    start: int
    end: int
    characters: str


def find_emoji(text: str, scan: Scan) -> Iterator[Emoji]:
    """Yield the short names in a text outside of code, formulas, comments, tags, placeholders and addresses."""
    for names in _NAMES.finditer(text):
        start, end = names.span()
        is_part = _begins_within(text, start) or _BEHIND.match(text, end)
        if is_part or scan.covers(start, _NO_TEXT):
            continue
        for name in _NAME.finditer(text, start, end):
            if characters := _characters().get(name[0]):
                yield Emoji(*name.span(), characters)


def _begins_within(text: str, at: int) -> bool:
    before = text[max(0, at - _LONGEST_ADDRESS) : at]
    near = _BEFORE.match(before, max(0, len(before) - 1)) or _BEFORE.fullmatch(before[-2:])
    return near is not None or _ADDRESS.search(before) is not None


@cache
def _characters() -> Mapping[str, str]:
    """Return GitHub's short names with what they mean; the list is read when a text has one for the first time."""
    from pymdownx.gemoji_db import aliases, emoji

    known = {name: _spelt(entry.get("unicode_alt") or entry["unicode"]) for name, entry in emoji.items()}
    return known | {alias: known[name] for alias, name in aliases.items() if name in known}


def _spelt(points: str) -> str:
    return "".join(chr(int(point, 16)) for point in points.split("-"))
