"""Which findings stand over which page: its own, and over all pages those of what no deck is alone in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dl4ad_slides.model.diagnostics import Diagnostic
from dl4ad_slides.model.output import RenderedDeck, unique
from dl4ad_slides.model.project import HOME_TEXT, Project


@dataclass(frozen=True, slots=True)
class Findings:
    """All that is wrong with a course: with what was read, and with the decks and pages that were `rendered`, by name.

    `more` are findings about engines and templates.
    """

    project: Project
    more: Iterable[Diagnostic]
    rendered: Mapping[str, RenderedDeck]

    @property
    def all(self) -> tuple[Diagnostic, ...]:
        """Return all of them."""
        return unique([*self._common, *(finding for one in self.rendered.values() for finding in one.findings)])

    def of(self, page: str) -> tuple[Diagnostic, ...]:
        """Return what is wrong with one page; for "", the home page, with everything that is no deck."""
        decks = {deck.name: deck.source.path for deck in self.project.decks}
        if page:
            own = [finding for finding in self._common if finding.position.file == decks.get(page)]
        else:
            own = [finding for finding in self._common if finding.position.file not in decks.values()]
        rendered = self.rendered.get(page or HOME_TEXT)
        return unique([*own, *(rendered.findings if rendered else ())])

    def over(self, page: str) -> tuple[Diagnostic, ...]:
        """Return what the overlay of a page tells."""
        return unique([*self.of(""), *self.of(page)])

    @property
    def _common(self) -> tuple[Diagnostic, ...]:
        project = self.project
        return (*project.findings, *project.library.findings, *project.bibliographies.findings, *self.more)
