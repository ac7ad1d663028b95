"""Days of the calendar, and what looks like one."""

from __future__ import annotations

import pytest

from dl4ad_slides.load.formats.yaml_fields import parse_yaml
from dl4ad_slides.load.settings import read_front_matter
from dl4ad_slides.model.diagnostics import Diagnostic
from dl4ad_slides.model.settings import Settings


def read(written: str) -> tuple[str, list[Diagnostic]]:
    findings: list[Diagnostic] = []
    value = parse_yaml(f"date: {written}", "a.md", "deck", findings)
    return read_front_matter(value, Settings(), findings).date, findings


@pytest.mark.parametrize(
    "written", ["2026-10-15", "Week 12", "October 2026", "2026", "15 Oct 2026", "1.5", "2026/27", "10.10."]
)
def test_days_and_text(written: str) -> None:
    """Both stay as they are."""
    assert read(written) == (written, [])


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("15.10.2026", "Write 2026-10-15,"),
        ("5. 1. 2026", "Write 2026-01-05,"),
        ("10.15.2026", "Write the day as 2026-10-15,"),
        ("2026/10/15", "Write 2026-10-15,"),
        ("2026. 10. 15.", "Write 2026-10-15,"),
        ("15/10/2026", "Write 2026-10-15,"),
        ("10/15/2026", "Write 2026-10-15,"),
        ("10/11/2026", "Write 2026-11-10 or 2026-10-11,"),
        ("15-10-2026", "Write 2026-10-15,"),
    ],
)
def test_other_spellings(written: str, hint: str) -> None:
    """They are shown as they are, with a warning."""
    date, (finding,) = read(written)
    assert (date, finding.kind) == (written, "warning[deck-wrong-type]")
    assert finding.hint.startswith(hint)


def test_no_day() -> None:
    """What no calendar has is an error; zeros in front may be left out."""
    date, (finding,) = read("2026-13-15")
    assert (date, finding.kind) == ("", "error[deck-wrong-type]")
    assert read("2026-1-5") == ("2026-01-05", [])
