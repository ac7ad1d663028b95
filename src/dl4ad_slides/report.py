"""Show findings: as coloured text for people, as data for machines."""

from __future__ import annotations

from collections.abc import Iterable

import click

from dl4ad_slides.model.diagnostics import Diagnostic, Severity

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
