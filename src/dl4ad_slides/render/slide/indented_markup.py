"""Tell of Markdown and HTML within an element that became code, because four spaces stand before it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from dl4ad_slides.language.leftovers.rule import clipped
from dl4ad_slides.language.regions import Kind, scan_regions
from dl4ad_slides.model.diagnostics import Diagnostic, warning
from dl4ad_slides.model.source import Passage
from dl4ad_slides.render.html.balance import OPTIONAL_END, VOID
from dl4ad_slides.render.html.slots import Slot, SlotKind

_MEANT = re.compile(r"\s*(?:<[/!]?[A-Za-z]|[-*+][ ]\S|#{1,6}[ ]\S|\d{1,2}\.[ ]\S)")
_TAG = re.compile(r"<(?P<closes>/)?(?P<name>[A-Za-z][\w-]*)")
_INDENT = re.compile(r"(?: {4}|\t)")
_END_BY_THEMSELVES = VOID | OPTIONAL_END


def report_indented_markup(passage: Passage, slots: Iterable[Slot]) -> Iterator[Diagnostic]:
    """Yield a warning for each line within an element that is code, because it begins with four spaces."""
    for slot in slots:
        if slot.kind is not SlotKind.CODE or not _MEANT.match(slot.content):
            continue
        row = passage.lines.index(slot.position.line)
        start = sum(len(passage.line(above)) + 1 for above in range(row))
        if _INDENT.match(passage.line(row)) and _is_in_element(passage.text[:start]):
            indent = len(passage.line(row)) - len(passage.line(row).lstrip())
            message = f"`{clipped(slot.content)}` is shown as code"
            hint = "Take the spaces before it away: below a blank line, four of them make code."
            yield warning("text-markdown", message, passage.at(start + indent), hint)


def _is_in_element(text: str) -> bool:
    """Tell whether `text` leaves an element open that its author wrote."""
    depth = 0
    for region in scan_regions(text).regions:
        tag = _TAG.match(text, region.start) if region.kind is Kind.TAG else None
        if tag and tag["name"].lower() not in _END_BY_THEMSELVES and text[region.end - 2] != "/":
            depth = max(0, depth - 1) if tag["closes"] else depth + 1
    return depth > 0
