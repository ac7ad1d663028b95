"""Warnings that the author of a slide has chosen not to see again."""

from __future__ import annotations

import pytest

from conftest import MakeCourse

SLIP = "A ==b== c"
IGNORE = "<!-- slides-ignore: text-foreign -->"


def codes(course: MakeCourse, text: str, **files: str) -> list[tuple[str, int]]:
    findings = course({"decks/a.md": text, **files}).result().findings
    return [(one.code, one.position.line) for one in findings]


def test_one_slide_is_silent(course: MakeCourse) -> None:
    """Its neighbours above, below and behind are not."""
    text = f"# A\n\n{SLIP}\n\n---\n\n## B\n\n{SLIP}\n\n{IGNORE}\n\n--\n\n## C\n\n{SLIP}"
    assert codes(course, text) == [("text-foreign", 3), ("text-foreign", 17)]


def test_several_codes(course: MakeCourse) -> None:
    """Parted by commas or spaces; what is not named is told."""
    ignore = "<!-- slides-ignore: text-foreign, asset-missing link-missing-slide -->"
    text = f"# A\n\n{SLIP} ![](nope.png) [x](#nope) **never closed\n\n{ignore}"
    assert codes(course, text) == [("text-markdown", 3)]


def test_errors_are_told(course: MakeCourse) -> None:
    """What is wrong on the slide is no matter of taste."""
    assert codes(course, "# A\n\n$\\nope$\n\n<!-- slides-ignore: math-parse -->") == [("math-parse", 3)]


@pytest.mark.parametrize("code", ["foreign", "markdown_text"])
def test_codes_that_do_not_exist(course: MakeCourse, code: str) -> None:
    """They are told where they stand."""
    assert codes(course, f"# A\n\n{SLIP}\n\n<!-- slides-ignore: {code} -->") == [("text-foreign", 3), ("deck-slip", 5)]


def test_links_to_other_decks(course: MakeCourse) -> None:
    """They are checked when all decks are known, and ignored all the same."""
    link = "[x](b.md#nope)"
    text = f"# A\n\n{link}\n\n---\n\n## B\n\n{link}\n\n<!-- slides-ignore: link-missing-slide -->"
    assert codes(course, text, **{"decks/b.md": "# B"}) == [("link-missing-slide", 3)]


def test_a_comment_in_code_ignores_nothing(course: MakeCourse) -> None:
    """It is shown."""
    assert codes(course, f"# A\n\n{SLIP}\n\n```html\n{IGNORE}\n```") == [("text-foreign", 3)]


def test_an_included_slide(course: MakeCourse) -> None:
    """It brings its comment along; the deck that takes it in is not silenced."""
    files = {"decks/_b.md": f"## B\n\n{SLIP}\n\n{IGNORE}"}
    assert codes(course, f"# A\n\n{SLIP}\n\n---\n\n<<INCLUDE:_b.md>>", **files) == [("text-foreign", 3)]
