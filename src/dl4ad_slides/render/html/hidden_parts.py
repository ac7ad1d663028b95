"""Parts of a slide that not everybody sees, marked in its HTML from where their Markdown begins to where it ends.

They are cut out as text before anything is parsed: a stray `</div>` in a solution cannot end it early.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from dl4ad_slides.model.sentinels import PART_BEGIN, PART_END, PART_NAMED

NOTES = "notes:"  # the part that speaker notes are; no audience has such a name
_IMPLIED = ":"  # before the audiences of a container that is for them by its mere name
_MARK = re.compile(f"{PART_BEGIN}([^{PART_NAMED}]*){PART_NAMED}|{PART_END}")


def part_begins(audiences: str, *, is_implied: bool = False) -> str:
    """Return the mark before the HTML of a part for `audiences`, which no attribute names where `is_implied`."""
    return f"{PART_BEGIN}{_IMPLIED if is_implied else ''}{audiences}{PART_NAMED}"


def part_ends() -> str:
    """Return the mark behind it."""
    return PART_END


def without_marks(html: str) -> str:
    """Return the HTML with all parts and none of their marks."""
    return _MARK.sub("", html)


def implied_parts(html: str) -> int:
    """Return how many parts of the HTML are for audiences that no attribute names."""
    return html.count(f"{PART_BEGIN}{_IMPLIED}")


def cut_parts(html: str, keeps: Callable[[str], bool]) -> tuple[str, tuple[str, ...]]:
    """Return the HTML without the parts that are not kept and without marks, and for whom each part is."""
    kept: list[str] = []
    named: list[str] = []
    around: list[bool] = []
    end = 0
    for mark in _MARK.finditer(html):
        if all(around):
            kept.append(html[end : mark.start()])
        end = mark.end()
        if mark[1] is None:
            around.pop()
        else:
            audiences = mark[1].removeprefix(_IMPLIED)
            named.append(audiences)
            around.append(keeps(audiences))
    return "".join((*kept, html[end:])), tuple(named)
