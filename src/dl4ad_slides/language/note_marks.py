"""Find what looks like the beginning of speaker notes and is text, which everybody would see.

Notes begin with `Note:` or `Notes:` at the very start of a line. Some other spellings can hardly be meant as anything
else; others, such as `**Note:**` or `- Note:`, are ordinary text in one deck and notes in the next.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from dl4ad_slides.language.regions import Kind, scan_passage
from dl4ad_slides.model.source import Passage

_NO_TEXT = frozenset({Kind.FENCE, Kind.CODE, Kind.COMMENT, Kind.DISPLAY_MATH, Kind.INLINE_MATH, Kind.PLACEHOLDER})
_INVISIBLE = "\u00a0\u2007\u202f\u200b\u200e\u200f\u2060\ufeff"
_SPACE = rf"[ \t{_INVISIBLE}]"
_OF_SPEAKERS = (
    r"(?:speaker|presenter|presentation|lecturer|instructor)(?:['’]?s['’]?)?[ -]?notes?"
    r"|(?:sprecher|vortrags|dozenten|referenten|moderations)notiz(?:en)?"
    r"|notes?[ ]de[ ](?:l['’]orateur|l['’]oratrice|présentation)|notas[ ]del[ ](?:orador|ponente|presentador)"
    r"|note[ ]del[ ](?:relatore|presentatore)|sprekersnotities"
)
_OTHER_WORDS = r"anmerkung(?:en)?|bemerkung(?:en)?|remarques?|notas?|opmerking(?:en)?|notitie(?:s)?|appunt[oi]"
_COLON = rf"{_SPACE}*[:：﹕︰]"
# What Markdown and HTML may put before the word: quotations, lists, headings, emphasis, tags, attributes.
_BEFORE = rf"(?>(?:{_SPACE}|[>#*_+~|-]|\d{{1,9}}[.)]|\[[ xX]?\]|<[a-zA-Z][^<>\n]*>)*)"
_LINE = re.compile(
    rf"""^(?P<before>{_BEFORE})
    (?:
      (?P<mark>\?\?\?){_SPACE}*$
    | (?P<word>(?P<ours>notes?)|(?P<own>notiz(?:en)?|{_OF_SPEAKERS})|{_OTHER_WORDS})
      (?P<colon>[*_]{{0,3}}(?:</\w+>)*{_COLON})
    )""",
    re.MULTILINE | re.IGNORECASE | re.VERBOSE,
)
_UNSEEN = re.compile(rf"{_SPACE}*[{_INVISIBLE}]{_SPACE}*")


class FalseNotes(NamedTuple):
    """What looks like the beginning of notes, from `start` up to `end`; a `slip` can hardly be anything else."""

    start: int
    end: int
    is_slip: bool


def find_false_notes(passage: Passage) -> Iterator[FalseNotes]:
    """Yield what looks like the beginning of notes in a text that is not notes."""
    text = passage.text
    if not _LINE.search(text):
        return
    scan = scan_passage(passage)
    for line in _LINE.finditer(text):
        start = line.end("before")
        if scan.covers(start, _NO_TEXT):
            continue
        is_unseen = _UNSEEN.fullmatch(line["before"]) is not None
        is_ours = line["ours"] is not None and (is_unseen or line["colon"] != ":")
        is_slip = (is_unseen or not line["before"]) and (is_ours or bool(line["own"] or line["mark"]))
        yield FalseNotes(start, line.end(), is_slip)
