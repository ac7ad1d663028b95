"""Read which events of a timeline become fragments, and when: `1676:0, 1805:0, gd:1`.

Takes the author's text and gives the pairs of event and fragment index in the order written, each with its offset in
the text. An event is named by its year or by its key. A broken pair is a finding, and the others stay.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from dl4ad_slides.model.diagnostics import Diagnostic, error
from dl4ad_slides.model.source import Position
from dl4ad_slides.model.timeline import Year

_YEAR = re.compile(r"[-+]?[0-9]{1,15}(\.[0-9]{1,15})?")
_KEY = re.compile(r"[^\s\d:,.+-][^\s:,]*")
_INDEX = re.compile(r"[0-9]{1,6}")
_HINT = "Write pairs of year (or key) and fragment index, such as `1676:0,1805:1`."


@dataclass(frozen=True, slots=True)
class Pick:
    """One pair: the event of `year`, or of `key` where `year` is None, is fragment number `index` (from 0).

    `offset` is where the pair begins in the author's text.
    """

    year: Year | None
    key: str
    index: int
    offset: int


def parse_selection(text: str, place: Callable[[int], Position], findings: list[Diagnostic]) -> tuple[Pick, ...]:
    """Return the pairs in `text`; `place` gives the author's position of an offset in it.

    Spaces around years, indices and commas do not matter; one comma after the last pair is allowed.
    """
    picks: list[Pick] = []
    offset = 0
    pieces = text.split(",")
    for number, piece in enumerate(pieces, 1):
        start = offset + len(piece) - len(piece.lstrip())
        offset += len(piece) + 1
        if not piece.strip() and number == len(pieces):
            continue
        pick = _parse_pair(piece.strip(), start)
        if isinstance(pick, Pick):
            picks.append(pick)
        else:
            message, hint = pick
            findings.append(error("timeline-selection", message, place(start), hint))
    return tuple(picks)


def parse_year(text: str) -> Year | None:
    """Return the year that `text` spells in digits, or None."""
    if not _YEAR.fullmatch(text):
        return None
    return float(text) if "." in text else int(text)


def _parse_pair(pair: str, offset: int) -> Pick | tuple[str, str]:
    name, colon, index = (part.strip() for part in pair.partition(":"))
    if not pair:
        return "there is no pair between two commas", "Delete one of the commas."
    if not colon:
        return f"`{pair}` has no fragment index", f"Write `{pair}:0`." if _is_name(pair) else _HINT
    if not _is_name(name):
        return f"`{name}` is neither a year nor a key", _HINT
    if not _INDEX.fullmatch(index):
        return f"the fragment index `{index}` of `{name}` is not a whole number from 0", _HINT
    year = parse_year(name)
    return Pick(year, "" if year is not None else name, int(index), offset)


def _is_name(text: str) -> bool:
    return bool(_YEAR.fullmatch(text) or _KEY.fullmatch(text))
