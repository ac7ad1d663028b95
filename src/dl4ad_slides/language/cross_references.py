"""Find references to figures in running text: `@fig-name`, as in Quarto."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dl4ad_slides.language.regions import Kind, Scan

_REFERENCE = re.compile(r"(?<![\w@/.\\-])@(fig-\w(?:[\w-]*\w)?)")

_KINDS = frozenset(Kind)


def figure_references(text: str, scan: Scan) -> Iterator[re.Match[str]]:
    """Yield the references of `text`, which `scan` has looked at; group 1 is the id of the figure."""
    if "@fig-" in text:
        yield from (found for found in _REFERENCE.finditer(text) if not scan.covers(found.start(), _KINDS))
