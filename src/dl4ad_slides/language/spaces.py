"""No-break spaces where the deck language reads a space: keyboards type them there, and pasted text brings them along.

Takes text and gives text of the same length, so that every position stays what it was. A no-break space anywhere else,
in code and within quotes is the author's own.
"""

from __future__ import annotations

import re

from dl4ad_slides.language.regions import PLACEHOLDER, TAG, Kind, scan_regions
from dl4ad_slides.model.source import NO_BREAK_SPACES

_S = rf"[ \t{NO_BREAK_SPACES}]"
# What begins a line: quotes, list items, tasks, headings, definitions and rows, and one space behind each.
_MARK = (
    rf"(?:>|[-*+](?={_S})|[0-9]{{1,9}}[.)](?={_S})|\#{{1,6}}(?={_S})|\[[xX{NO_BREAK_SPACES}\ ]\](?={_S})|:(?={_S})|\|)"
)
_PLACES = re.compile(
    rf"""
    ^(?=[^\n]*[{NO_BREAK_SPACES}])(?>(?:{_S}*+{_MARK}{_S}?)*)
      (?: {_S}*+:{{3,}}{_S}*+(?:[\w-]++{_S}?)?
        | {_S}*+(?P<fence>`{{3,}}|~{{3,}})[^\n`]*+$
        | {_S}*+\.{_S}\.{_S}\.{_S}*+(?=\{{|$)
        | (?i:notes?):{_S}
        | \[[^\]\n]++\]:{_S}
        | {_S}*+[|:-](?:{_S}|[|:-])*+$
      )?
    | (?<=\S\n){_S}++(?=\n|\Z)
    | ^{_S}++(?=\n\S)
    | \{{(?=[.\#]|[\w-]++=)[^{{}}\n]*\}}
    | <!--{_S}*+\.(?:slide|element):?(?>(?:(?!<!--|-->)[\s\S])*)-->
    | <!--{_S}++[\w.-]++:?{_S}? | {_S}++-->
    | {PLACEHOLDER.pattern}
    | {TAG}
    | \]\([^()\s]*+{_S}++(?=["'])
    """,
    re.VERBOSE | re.MULTILINE,
)
_QUOTED = re.compile(rf"""("[^"\n]*"|'[^'\n]*')|[{NO_BREAK_SPACES}]""")
_CODE = {Kind.FENCE, Kind.CODE, Kind.RAW}


def plain_spaces(text: str) -> str:
    """Return the text of a deck with plain spaces wherever a space means something."""
    if text.isascii() or not any(space in text for space in NO_BREAK_SPACES):
        return text
    scan = scan_regions(text)
    fences = {region.start for region in scan.regions if region.kind is Kind.FENCE}

    def plain(found: re.Match[str]) -> str:
        opens_fence = found["fence"] and found.start("fence") in fences
        if not opens_fence and scan.covers(found.start(), _CODE):
            return found[0]
        return _QUOTED.sub(lambda part: part[1] or " ", found[0])

    return _PLACES.sub(plain, text)
