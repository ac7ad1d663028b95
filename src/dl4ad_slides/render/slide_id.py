"""Lasting, readable ids for slides: given by the author, or made from the heading, unique within a deck."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

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


def unique_id(wanted: str, taken: Collection[str]) -> str:
    """Return `wanted`, with a number behind it where it is taken."""
    candidate, number = wanted, 2
    while candidate in taken:
        candidate, number = f"{wanted}-{number}", number + 1
    return candidate
