"""Show findings and outcomes: as coloured text for people, as data for machines."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

from dl4ad_slides.model.diagnostics import Diagnostic, Severity
from dl4ad_slides.model.outcome import NotWritten, Outcome

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow"}


def print_findings(findings: Iterable[Diagnostic]) -> None:
    """Print each finding to standard error, in colour on a terminal (`NO_COLOR` is respected)."""
    for finding in findings:
        place = click.style(str(finding.position), bold=True)
        kind = click.style(finding.kind, fg=_COLOURS[finding.severity])
        click.echo("\n".join((f"{place}: {kind}: {finding.message}", *finding.advice)), err=True)


def finding_as_json(finding: Diagnostic) -> dict[str, object]:
    """Return the finding as plain data, lines and columns from 1."""
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "message": finding.message,
        "file": finding.position.file,
        "line": finding.position.line,
        "column": finding.position.column,
        "hint": finding.hint,
        "notes": list(finding.remarks),
    }


def summary(outcome: Outcome, seconds: float) -> str:
    """Return one line: what was built, how well, how fast, the page to open, and whether all may read the notes."""
    words = [_plural(count, name) for name, count in outcome.counts.items()]
    home = Path(outcome.folder) / "index.html"
    place = f": {_from_here(home)}" if home.is_file() else ""
    published = "; speaker notes are published" if outcome.publishes_notes else ""
    return f"{', '.join(words)} in {seconds:.1f} s{place}{_not_written(outcome)}{published}"


def outcome_as_json(outcome: Outcome, seconds: float) -> dict[str, object]:
    """Return the outcome as plain data; `output` is the absolute path of the site."""
    return {
        "counts": {f"{name}s": count for name, count in outcome.counts.items()},
        "seconds": round(seconds, 3),
        "output": str(Path(outcome.folder).resolve()),
        "decks": [
            {"name": deck.name, "title": deck.title, "page": deck.page, "slides": deck.slides} for deck in outcome.decks
        ],
        "not_written": [one.path for one in outcome.not_written],
        "findings": [finding_as_json(finding) for finding in outcome.findings],
    }


def _not_written(outcome: Outcome) -> str:
    """Return in words which decks and pages of text are not written, and which of them still have a page."""
    words = ""
    for noun in dict.fromkeys(one.noun for one in outcome.not_written):
        paths = [_with_last_page(one, outcome) for one in outcome.not_written if one.noun == noun]
        words += f"; {_plural(len(paths), noun)} not written: {', '.join(paths)}"
    return words


def _with_last_page(one: NotWritten, outcome: Outcome) -> str:
    stays = one.page and (Path(outcome.folder) / one.page).is_file()
    return f"{one.path}{' (its last page stays)' if stays else ''}"


def _from_here(path: Path) -> Path:
    """Return a path as it is shortest to type."""
    there, here = path.resolve(), Path.cwd()
    return there.relative_to(here) if there.is_relative_to(here) else there


def _plural(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"
