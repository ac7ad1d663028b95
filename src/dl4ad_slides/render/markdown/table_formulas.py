r"""A markdown-it plugin: `\|` in a formula in a table cell is a bar, as everywhere else in a table (GFM, section 4.10).

A bar that has no backslash is one, too: formulas are taken out before a row is split into cells. `\Vert` is what TeX
calls `\|`.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore

from dl4ad_slides.render.html.slots import MATH_SLOTS, SLOT, Slots


def table_formulas_plugin(md: MarkdownIt) -> None:
    """Teach `md` bars of formulas in tables."""
    md.core.ruler.before("inline", "table_formulas", _take_bars)


def _take_bars(state: StateCore) -> None:
    slots: Slots = state.env["slots"]

    def take(found: re.Match[str]) -> str:
        slot = slots[int(found[1])]
        if slot.kind not in MATH_SLOTS or r"\|" not in slot.content:
            return found[0]
        return slots.add(replace(slot, content=slot.content.replace(r"\|", "|")))

    for opening, cell in pairwise(state.tokens):
        if opening.type in {"th_open", "td_open"}:
            cell.content = SLOT.sub(take, cell.content)
