"""What a build says at its end: plain values, which can be kept and said again."""

from __future__ import annotations

from dataclasses import dataclass

from dl4ad_slides.model.diagnostics import Diagnostic, Severity


@dataclass(frozen=True, slots=True)
class BuiltDeck:
    """A deck that was built: its name and title, its page relative to the site, and how many slides it has."""

    name: str
    title: str
    page: str
    slides: int


@dataclass(frozen=True, slots=True)
class NotWritten:
    """A deck or a page of text (`noun`) that must not be written; `page` is empty where it has none of its own."""

    noun: str
    path: str
    page: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was built into `folder` (an absolute path), what must not be written, and all findings.

    `publishes_notes` tells that speaker notes are there for everybody.
    """

    folder: str
    decks: tuple[BuiltDeck, ...] = ()
    formulas: int = 0
    publishes_notes: bool = False
    not_written: tuple[NotWritten, ...] = ()
    findings: tuple[Diagnostic, ...] = ()

    def count(self, severity: Severity) -> int:
        """Return how many findings have `severity`."""
        return sum(finding.severity is severity for finding in self.findings)

    @property
    def counts(self) -> dict[str, int]:
        """Return how many there are of what the summary counts."""
        return {
            "deck": len(self.decks),
            "slide": sum(deck.slides for deck in self.decks),
            "formula": self.formulas,
            "warning": self.count(Severity.WARNING),
            "error": self.count(Severity.ERROR),
        }
