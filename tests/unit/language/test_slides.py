"""Splitting a deck: slides, slides below, notes; each where the author wrote it."""

from __future__ import annotations

import pytest

from dl4ad_slides.language.slides import Splitter, split_slides
from dl4ad_slides.model.diagnostics import Diagnostic
from dl4ad_slides.model.source import Passage


def split(text: str) -> list[tuple[str, str | None, bool]]:
    slides = [(place.source, place.below) for place in split_slides(Passage.of(text, "a.md"), [])]
    return [(slide.content.text, slide.notes.text if slide.notes else None, below) for slide, below in slides]


@pytest.mark.parametrize(
    ("text", "slides"),
    [
        ("", [("", None, False)]),
        ("a", [("a", None, False)]),
        ("a\n---\nb", [("a", None, False), ("b", None, False)]),
        ("a\n\n--\n\nb", [("a\n", None, False), ("\nb", None, True)]),
        ("---\na", [("", None, False), ("a", None, False)]),
        ("a\n---", [("a", None, False), ("", None, False)]),
        ("a\n----\nb", [("a\n----\nb", None, False)]),
        ("a\n --- \nb", [("a\n --- \nb", None, False)]),
        ("```\n---\n```\n---\nb", [("```\n---\n```", None, False), ("b", None, False)]),
        ("<!--\n---\n-->\n--\nb", [("<!--\n---\n-->", None, False), ("b", None, True)]),
        ("a\nNote: b", [("a\n", "b", False)]),
        ("a\nNOTES:\n\n  b\n\n", [("a\n", "b", False)]),
        ("Note:", [("", "", False)]),
        ("a\n Note: b", [("a\n Note: b", None, False)]),
        ("```\nNote: a\n```\nnote: b", [("```\nNote: a\n```\n", "b", False)]),
        ("a\nNote: b\nNote: c", [("a\n", "b\nNote: c", False)]),
        ("    a\n    b\n  c", [("a\nb\n  c", None, False)]),
        ("\ta\n\tb", [("a\nb", None, False)]),
        (" a\n b", [(" a\n b", None, False)]),
    ],
)
def test_splits(text: str, slides: list[tuple[str, str | None, bool]]) -> None:
    """Separators and notes count at a line start, outside of code and comments; wide margins are taken off."""
    assert split(text) == slides


def test_slides_know_their_lines() -> None:
    """The first line of each slide in its deck; content and notes count from there."""
    deck = Passage.of("a\n---\nb\n\nNote:\n\nc", "a.md", line=10)
    first, second = split_slides(deck, [])
    assert (first.line, second.line) == (10, 12)
    assert second.source.notes is not None
    assert (second.source.content.start.line, second.source.notes.start.line) == (1, 5)


def test_the_same_text_is_the_same_slide() -> None:
    """Wherever it stands, before an edit and after it."""
    splitter = Splitter()
    before = splitter.split(Passage.of("a\n---\nb\n---\na", "same.md"), [])
    after = splitter.split(Passage.of("new\n---\nb\n---\na", "same.md"), [])
    assert before[0].source is before[2].source is after[2].source
    assert before[1].source is after[1].source


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a\n---\n\n--- \n", [("deck-separator-space", 4, 1)]),
        ("a\n\n  --\n", [("deck-separator-space", 3, 1)]),
        ("a\n---\nb\n```\nc", [("code-unclosed-fence", 4, 1)]),
        ("a\n---\nb <!-- c", [("deck-unclosed-comment", 3, 3)]),
        ("```\n--- \n```", []),
        ("- a\n- b", []),
    ],
)
def test_reports_what_looks_like_a_slip(text: str, found: list[tuple[str, int, int]]) -> None:
    """At the line of the deck, once for each."""
    splitter = Splitter()
    for _ in range(2):  # a slide that was read before is reported again
        findings: list[Diagnostic] = []
        splitter.split(Passage.of(text, "slip.md"), findings)
        assert [(each.code, each.position.line, each.position.column) for each in findings] == found


def test_a_comment_holds_no_other_one() -> None:
    """Where a second one begins before the first has ended, the hint says where to end that."""
    findings: list[Diagnostic] = []
    split_slides(Passage.of("a <!-- b\n<!-- c -->\n-->", "a.md"), findings)
    (finding,) = findings
    assert (finding.code, finding.position.column) == ("deck-unclosed-comment", 3)
    assert "before the next `<!--`" in finding.hint


def test_names_the_placeholders_of_a_slide() -> None:
    """Name and argument, in text and in tags, not in code."""
    (slide,) = split_slides(Passage.of("<<A:b>> `<<C:d>>` <b t='{{E:f}}'>\nNote: <<G>>", "a.md"), [])
    assert [(each.name, each.argument) for each in slide.source.placeholders] == [("A", "b"), ("E", "f"), ("G", "")]


def test_notes_alone() -> None:
    """A slide with notes and nothing above them."""
    slides = split_slides(Passage.of("\n\nNote: a\n---\nb\nNote: c\n---\n", "a.md"), [])
    assert [slide.source.has_notes_only for slide in slides] == [True, False, False]


@pytest.mark.parametrize(
    ("text", "is_include"),
    [
        ("<<INCLUDE:b.md#x>>", True),
        ("\n<!-- section: A -->\n\n<<INCLUDE:b.md>>\n", True),
        ("# A\n\n<<INCLUDE:b.md>>", False),
        ("<<INCLUDE:b.md>>\nNote: c", False),
        ("<<INCLUDE:b.md>>\n<<INCLUDE:c.md>>", False),
        ("<<TIMELINE:t>>", False),
        ("<div>\n<<INCLUDE:b.md>>\n</div>", False),
        ("`<<INCLUDE:b.md>>`", False),
    ],
)
def test_knows_slides_that_only_include(text: str, is_include: bool) -> None:
    """Nothing else but comments may stand there."""
    (slide,) = split_slides(Passage.of(text, "a.md"), [])
    assert slide.source.is_include is is_include


def test_finds_running_titles() -> None:
    """In comments, not in code; an empty one ends what was; sections come before the subsections of their slide."""
    text = (
        "<!--section: A\n  b -->\n<!--subsection:C-->\n`<!--section: D-->`\n<!-- section: -->\n<!-- in section: E -->"
    )
    (slide,) = split_slides(Passage.of(text, "a.md"), [])
    assert slide.marks == (("section", "A b"), ("section", ""), ("subsection", "C"))
