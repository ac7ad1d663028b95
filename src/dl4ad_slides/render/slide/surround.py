"""What a deck gives to each of its slides: an id, running titles, and HTML for what only the whole deck can fill."""

from __future__ import annotations

from html import escape
from typing import NamedTuple

from dl4ad_slides.language.outline import Running
from dl4ad_slides.model.diagnostics import Diagnostic

_NOTHING = Running()


class Surround(NamedTuple):
    """What surrounds one slide. Two surrounds are equal where the slide comes out the same.

    `kind` is `slide-title` or `slide-section` for a slide that is hardly more than its heading, and it has no head:
    `running` is what the head shows, `place` where the slide stands in the outline.
    `role` is what the slide of another lecture is here, `label` the word for it, and `language` its own where that is
    another; `audience` says for whom the slide is, `headings` are the ids of those within it. `filled` are pairs of the
    number of a slot and its HTML, `equations` pairs of that of a formula and the number of its first equation. A long
    list takes `sheets` slides, of which this is number `sheet` (from 1).
    """

    id: str
    below: bool = False
    kind: str = ""
    running: Running = _NOTHING
    place: Running = _NOTHING
    role: str = ""
    label: str = ""
    language: str = ""
    filled: tuple[tuple[int, str], ...] = ()
    equations: tuple[tuple[int, int], ...] = ()
    sheet: int = 1
    sheets: int = 1
    findings: tuple[Diagnostic, ...] = ()
    audience: str = ""
    headings: tuple[str, ...] = ()

    @property
    def outline(self) -> dict[str, str]:
        """Return the attributes of the slide that tell the page where it stands in the outline."""
        names = {"data-section": self.place.section, "data-subsection": self.place.subsection}
        return {name: title for name, title in names.items() if title}

    @property
    def head(self) -> str:
        """Return the line above the heading, where there is anything to say."""
        sheet = f"{self.sheet}/{self.sheets}" if self.sheets > 1 else ""
        parts = {
            "role": self.label,
            "audience": self.audience,
            "section": self.running.section,
            "subsection": self.running.subsection,
            "page": sheet,
        }
        spans = "".join(f'<span class="running-{name}">{escape(text)}</span>' for name, text in parts.items() if text)
        return f'<p class="running-title">{spans}</p>' if spans else ""
