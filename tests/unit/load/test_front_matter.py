"""Front matter that is not on the first line, or not quite front matter: read, or an error that holds a deck back."""

from __future__ import annotations

import pytest

from conftest import MakeCourse


def test_below_a_comment(course: MakeCourse) -> None:
    """What it says holds as if it stood on the first line."""
    above = "\n<!-- markdownlint-disable\nMD025 -->\n\n"
    made = course({"decks/a.md": f"{above}---\ntitle: Waves\nnotes: strip\n---\n\n# A\n\nNote:\nSECRET\n"})
    outcome = made.build()
    assert (outcome.exit_code, outcome.stderr) == (0, "")
    assert "<title>Waves" in made.page("a.html")
    assert "SECRET" not in made.page("a.html")


@pytest.mark.parametrize(
    "head",
    [
        '+++\ntitle = "T"\n+++',
        '+++\n\noutputs = ["Reveal"]\n\n[menu]\nweight = 1\n+++',
        " ---\n draft: true\n ---",
        "-----\ntitle: T\n-----",
        "<!-- a -->\n----\ndraft: true\n----",
    ],
)
def test_odd(head: str, course: MakeCourse) -> None:
    """TOML, indentation and other lines of dashes are an error, and the deck is not published."""
    made = course({"decks/a.md": f"{head}\n\n# A\n", "decks/b.md": "# B\n"})
    assert "error[deck-front-matter]: the front matter begins with" in made.build().stderr
    assert "a.html" not in made.built
    assert "b.html" in made.built


@pytest.mark.parametrize(
    "text", ["----\n\n# A\n", "+++\n\n# A\n", "+++\n\nx = 1\n", "<!-- a -->\n---\n\n# A\n", "<!-- a\n---\ntitle: b\n"]
)
def test_none(text: str, course: MakeCourse) -> None:
    """Lines that separate slides are none."""
    assert "deck-front-matter" not in course({"decks/a.md": text}).build().stderr
