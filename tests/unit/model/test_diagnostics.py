"""Findings as text: what, where, and what to do about it."""

from __future__ import annotations

import pytest

from dl4ad_slides.model.diagnostics import Severity, did_you_mean, error, known_names, warning
from dl4ad_slides.model.output import unique
from dl4ad_slides.model.source import Position

PLACE = Position("decks/a.md", 3, 7)


def test_prints_place_severity_code_message_hint_and_notes() -> None:
    """One line to read, the hint and the notes indented below."""
    finding = error("deck-empty", "this deck is empty", PLACE, "Write a heading.", "in b", "in c")
    assert str(finding) == (
        "decks/a.md:3:7: error[deck-empty]: this deck is empty\n  hint: Write a heading.\n  note: in b\n  note: in c"
    )
    assert str(warning("deck-empty", "m", PLACE)) == "decks/a.md:3:7: warning[deck-empty]: m"


@pytest.mark.parametrize("message", ["one\ntwo", "one\r\n  two", "one\u2028two", "one \x0b two"])
def test_a_message_is_one_line(message: str) -> None:
    """What quotes several lines of an author is folded."""
    assert error("deck-empty", message, PLACE).message == "one two"


def test_a_message_is_short() -> None:
    """What quotes a megabyte loses its middle, not its end."""
    message = error("deck-empty", f"`{'x' * 1_000_000}` is too long", PLACE).message
    assert len(message) < 500
    assert message.startswith("`xxx")
    assert message.endswith("x` is too long")


@pytest.mark.parametrize(
    ("word", "names", "hint"),
    [
        ("titel", ["title", "notes"], "Did you mean `title`?"),
        ("color", ["color-0", "color-1", "select"], "Did you mean `color-1` or `color-0`?"),
        ("GD", ["gd"], "Did you mean `gd`?"),
        ("xyz", ["title"], ""),
        ("x", [], ""),
    ],
)
def test_near_names(word: str, names: list[str], hint: str) -> None:
    """Real names that are near, at most two; nothing where none is."""
    assert did_you_mean(word, names) == hint


@pytest.mark.parametrize(
    ("names", "hint"),
    [
        ([], "There are no keys yet."),
        (["b", "a"], "The keys are `a`, `b`."),
        ([str(number) for number in range(9)], "The keys are `0`, `1`, `2`, `3`, `4`, `5`, `6`, `7`, …"),
    ],
)
def test_known_names(names: list[str], hint: str) -> None:
    """What there is, where nothing is near; not all of a long list."""
    assert known_names(names, "keys") == hint


def test_findings_are_sorted_and_said_once() -> None:
    """By file, line and column, then code, whichever stage found them first."""
    first, second = warning("deck-empty", "m", Position("a", 2)), error("deck-nul", "m", Position("a", 10))
    assert unique([second, first, second]) == (first, second)


def test_severities_read_as_words() -> None:
    """In reports and in JSON."""
    assert [str(severity) for severity in Severity] == ["error", "warning"]
