"""Fragment selections: which event, at which step, and where the author wrote it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dl4ad_slides.language.selection import Pick, parse_selection, parse_year
from dl4ad_slides.model.diagnostics import Diagnostic
from dl4ad_slides.model.source import Position


def place(offset: int) -> Position:
    return Position("decks/a.md", 7, 100 + offset)


def parse(text: str) -> tuple[tuple[Pick, ...], list[Diagnostic]]:
    findings: list[Diagnostic] = []
    return parse_selection(text, place, findings), findings


@pytest.mark.parametrize(
    ("text", "picks"),
    [
        ("", ()),
        ("  ", ()),
        ("1676:0", (Pick(1676, "", 0, 0),)),
        ("1676:0,1805:12", (Pick(1676, "", 0, 0), Pick(1805, "", 12, 7))),
        (" 1676 : 0 ,\n 1805:1, ", (Pick(1676, "", 0, 1), Pick(1805, "", 1, 13))),
        ("-350:1,1969.5:2", (Pick(-350, "", 1, 0), Pick(1969.5, "", 2, 7))),
        ("gd:0,least-squares:1", (Pick(None, "gd", 0, 0), Pick(None, "least-squares", 1, 5))),
        ("Größe:2", (Pick(None, "Größe", 2, 0),)),
        ("1676:0,1676:0", (Pick(1676, "", 0, 0), Pick(1676, "", 0, 7))),
    ],
)
def test_reads_pairs_with_their_offsets(text: str, picks: tuple[Pick, ...]) -> None:
    """Years, keys and indices are read; spaces and a comma at the end do not matter."""
    assert parse(text) == (picks, [])


@pytest.mark.parametrize(
    ("text", "column", "words", "left"),
    [
        ("1805", 100, "Write `1805:0`", 0),
        ("1676:0,1805", 107, "has no fragment index", 1),
        ("1676:0,,1805:1", 107, "between two commas", 2),
        ("1676:0, 1805:x", 108, "`x` of `1805`", 1),
        ("1676:-1", 100, "whole number from 0", 0),
        ("1676:1.5", 100, "whole number from 0", 0),
        ("1676:", 100, "whole number from 0", 0),
        (":0", 100, "neither a year nor a key", 0),
        ("1676-1805:0", 100, "neither a year nor a key", 0),
        ("two words:0", 100, "neither a year nor a key", 0),
        ("1676:0;1805:1", 100, "0;1805:1", 0),
        ("1676:" + "9" * 5000, 100, "whole number", 0),
        ("9" * 5000 + ":0", 100, "neither a year", 0),
        ("1:²", 100, "whole number", 0),
    ],
)
def test_reports_a_broken_pair_where_it_stands(text: str, column: int, words: str, left: int) -> None:
    """A broken pair is an error at its own column, and the sound ones stay."""
    picks, findings = parse(text)
    assert [(finding.code, finding.position.line, finding.position.column) for finding in findings] == [
        ("timeline-selection", 7, column)
    ]
    assert words in str(findings[0])
    assert len(picks) == left


@given(st.text(max_size=60))
def test_never_raises(text: str) -> None:
    """Any text gives pairs and findings, each within the text."""
    picks, findings = parse(text)
    assert all(0 <= pick.offset < len(text) for pick in picks)
    assert all(100 <= finding.position.column <= 100 + len(text) for finding in findings)


@pytest.mark.parametrize(
    ("text", "year"), [("1847", 1847), ("-350", -350), ("1969.5", 1969.5), ("MDCC", None), ("", None)]
)
def test_reads_a_year(text: str, year: float | None) -> None:
    """A year is a number in digits, and nothing else is."""
    assert parse_year(text) == year
