"""Lasting, readable ids for slides: given by the author, or made from the heading, unique within a deck."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence
from typing import NamedTuple

# What begins the ids of our own parts of pages, and none of what authors write.
PAGE_PREFIX = "ui_"
_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_APOSTROPHES = re.compile("['’]")
_MAX_LENGTH = 60
_NOT_IN_ANCHORS = re.compile(r"[^\w\- ]")


class Names(NamedTuple):
    """What a slide wants to be called: the id that its author gave it, the one of its heading, and its aliases.

    `inner` are the ids of elements on it.
    """

    given: str
    slug: str
    aliases: Sequence[str] = ()
    inner: Collection[str] = ()


def slug(text: str) -> str:
    """Return `text` as an id: lower case, words joined by hyphens, ASCII where that leaves anything.

    An id of digits alone would be a slide number to Reveal.js, so it gets a word in front.
    """
    lowered = _APOSTROPHES.sub("", unicodedata.normalize("NFC", text)).lower().translate(_GERMAN)
    plain = unicodedata.normalize("NFKD", lowered).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", plain) or re.findall(r"\w+", lowered)
    joined = "-".join(words)[:_MAX_LENGTH].strip("-")
    return named(joined)


def anchor(heading: str) -> str:
    """Return the id of a heading within a slide as GitHub makes it: `Größe & Maß` is `größe--maß`."""
    text = unicodedata.normalize("NFC", heading).strip().lower()
    return named(_NOT_IN_ANCHORS.sub("", text).replace(" ", "-"))


def named(wanted: str) -> str:
    """Return `wanted` with a word in front where it would be the number of a slide, or an id of the page itself."""
    return f"slide-{wanted}" if wanted.isdigit() or wanted.startswith(PAGE_PREFIX) else wanted


def unique_id(wanted: str, taken: Collection[str], numbers: dict[str, int] | None = None) -> str:
    """Return `wanted`, with a number behind it where it is taken.

    `numbers` remembers the last number of each id, so that a thousand slides of one name take no million looks.
    """
    number = numbers.get(wanted, 1) if numbers else 1
    candidate = wanted
    while candidate in taken:
        number += 1
        candidate = f"{wanted}-{number}"
    if numbers is not None:
        numbers[wanted] = number
    return candidate


def slide_ids(slides: Sequence[Names], sheets: Sequence[int]) -> list[list[str]]:
    """Return the ids of each slide, as many as it fills sheets, unique in the deck.

    The ids that authors gave come first, whatever headings stand above them; no element on a slide has one of them.
    """
    taken = set[str]().union(*(slide.inner for slide in slides))
    wanted = {slide.given for slide in slides} - taken
    taken |= wanted
    numbers: dict[str, int] = {}
    ids: list[list[str]] = []
    for number, (slide, count) in enumerate(zip(slides, sheets, strict=True), 1):
        own: list[str] = []
        for _ in range(count):
            if slide.given and slide.given in wanted:
                wanted.remove(slide.given)
                own.append(slide.given)
            else:
                own.append(unique_id(slide.given or slide.slug or f"slide-{number}", taken, numbers))
            taken.add(own[-1])
        taken.update(slide.aliases)
        ids.append(own)
    return ids


def heading_ids(
    wanted: Sequence[Sequence[str]], sheets: Sequence[int], taken: Collection[str]
) -> list[list[tuple[str, ...]]]:
    """Return the ids of the headings within each slide, for each of its sheets; none of them is `taken` already."""
    there, numbers = set(taken), dict[str, int]()
    ids: list[list[tuple[str, ...]]] = []
    for names, count in zip(wanted, sheets, strict=True):
        own: list[tuple[str, ...]] = []
        for _ in range(count):
            given: list[str] = []
            for name in names:
                given.append(unique_id(name, there, numbers))
                there.add(given[-1])
            own.append(tuple(given))
        ids.append(own)
    return ids
