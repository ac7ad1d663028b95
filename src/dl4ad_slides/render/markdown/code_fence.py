"""Read the info string of a code fence: a language, line steps and the number of the first line.

`python [1|3-5|7]` and `python [10: 1|3]` are the notation of Reveal.js' Markdown plugin; `[ln=10]` is ours.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_STEPS = re.compile(r"\[\s*(?:(?P<first>[0-9]{0,9}):)?\s*(?P<steps>[\s0-9,|-]*)\]")
# Brackets that begin like steps, and that the plugin cannot read: a finding tells what is wrong.
_MEANT = re.compile(r"\[\s*(?:(?P<first>[0-9]{0,9}):)?\s*(?P<steps>(?:ln\s*=\s*)?[0-9|][^\[\]]*)\]")
_FIRST_LINE = re.compile(r"\[\s*ln\s*=\s*(?P<first>[0-9]{1,9})\s*\]")


@dataclass(frozen=True, slots=True)
class FenceInfo:
    """What stands behind the opening mark of a fence.

    `steps` is None where there are no brackets, and may be empty (line numbers without highlights);
    `first_line` is the number shown at the first line.
    """

    language: str
    steps: str | None
    first_line: int | None


def parse_fence_info(info: str) -> FenceInfo:
    """Return the parts of `info`."""
    first_line: int | None = None
    steps: str | None = None
    if numbered := _FIRST_LINE.search(info):
        first_line = int(numbered["first"])
        info = _FIRST_LINE.sub("", info)
    if stepped := _STEPS.search(info) or _MEANT.search(info):
        steps = stepped["steps"].strip()
        first_line = int(stepped["first"]) if stepped["first"] else first_line
        info = stepped.re.sub("", info)
    words = info.split()
    language = words[0] if words else ""
    return FenceInfo(language.partition("{")[0] or language, steps, first_line)
