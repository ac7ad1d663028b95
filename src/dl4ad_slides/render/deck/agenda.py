"""The agenda of a deck: its sections, the current one marked."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from dl4ad_slides.language.outline import Section


def agenda_html(sections: Sequence[Section], at: int, ids: Sequence[str]) -> str:
    """Return the list of `sections` for the slide `at` (index from 0); `ids` are those of the slides."""
    current = max((number for number, section in enumerate(sections) if section.first <= at), default=-1)
    items = "\n".join(
        f'<li{_state(number, current)}><a href="#/{escape(ids[section.first])}">{escape(section.title)}</a></li>'
        for number, section in enumerate(sections)
    )
    return f'<ol class="agenda">\n{items}\n</ol>'


def _state(number: int, current: int) -> str:
    if number == current:
        return ' class="current" aria-current="step"'
    return ' class="past"' if number < current else ""
