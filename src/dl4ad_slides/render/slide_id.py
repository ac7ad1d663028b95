"""Lasting, readable ids for slides: given by the author, or made from the heading, unique within a deck."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

# What the page of a deck calls its own parts; no slide may have such an id.
PAGE_IDS = frozenset({"reveal-config", "title-meta", "katex-css"})
_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_APOSTROPHES = re.compile("['’]")
_MAX_LENGTH = 60


def slug(text: str) -> str:
    """Return `text` as an id: lower case, words joined by hyphens, ASCII where that leaves anything.

    An id of digits alone would be a slide number to Reveal.js, so it gets a word in front.
    """
    lowered = _APOSTROPHES.sub("", unicodedata.normalize("NFC", text)).lower().translate(_GERMAN)
    plain = unicodedata.normalize("NFKD", lowered).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", plain) or re.findall(r"\w+", lowered)
    joined = "-".join(words)[:_MAX_LENGTH].strip("-")
    return f"slide-{joined}" if joined.isdigit() else joined


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
