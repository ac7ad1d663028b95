"""Separators of a course's own: regular expressions with the meaning that Reveal.js' plugin gives them."""

from __future__ import annotations

import asyncio
import time

import pytest

from dl4ad_slides.language.separators import find_cuts, find_notes, problem_of
from dl4ad_slides.language.slides import Splitter, split_slides
from dl4ad_slides.model.diagnostics import Diagnostic
from dl4ad_slides.model.settings import Separators
from dl4ad_slides.model.source import Passage


def split(text: str, **patterns: str) -> list[tuple[str, str | None, bool]]:
    slides = Splitter().split(Passage.of(text, "a.md"), [], Separators(**patterns))
    return [
        (one.source.content.text.strip(), one.source.notes.text if one.source.notes else None, one.below)
        for one in slides
    ]


@pytest.mark.parametrize(
    ("text", "patterns", "slides"),
    [
        ("a\n<!--s-->\nb\n<!--v-->\nc", ("<!--s-->", "<!--v-->"), ["a", "b", "/c"]),
        ("a\n\n---\n\nb\n\n----\n\nc", (r"\r?\n---\r?\n", r"\r?\n----\r?\n"), ["a", "b", "/c"]),
        ("a\n--- \nb\n-v-\nc", (r"^\s*---\s*$", r"^\s*-v-\s*$"), ["a", "b", "/c"]),
        ("a\n+++\nb\n--\nc\n---\nd", (r"^\+{3}$", ""), ["a", "b", "/c\n---\nd"]),
        ("a\n----\nb\n---\nc", ("", "^----$"), ["a", "/b", "c"]),
        ("\U0001f600\n+\n\U0001f600b\n+\nc", (r"^[+]$", ""), ["\U0001f600", "\U0001f600b", "c"]),
        ("```\n+\n```\n+\n<!--\n+\n-->\n+", (r"\n\+", ""), ["```\n+\n```", "<!--\n+\n-->", ""]),
        ("```\n\n\n\n```\n\n\n\nb", (r"\n\n\n\n?", ""), ["```\n\n\n\n```", "b"]),
        ("a\n\n\n## B", (r"\n(?=\n##)", ""), ["a", "/## B"]),  # Reveal.js looks at what was found by itself
        ("a1\n(b)2", (r"(?<n>\d)(?!\))", ""), ["a", "(b)", ""]),
    ],
)
def test_cuts(text: str, patterns: tuple[str, str], slides: list[str]) -> None:
    """Defaults of other tools, syntax that Python lacks, wide characters, code; `/` marks a slide below."""
    found = split(text, slide=patterns[0], vertical=patterns[1])
    assert [f"{'/' * below}{content}" for content, _, below in found] == slides


def test_notes() -> None:
    """They begin at the first match on a slide, in capitals or not, and not in code."""
    text = "a\n```\n% x\n```\n% b\n---\nNote: c"
    assert split(text, notes="^% ") == [("a\n```\n% x\n```", "b", False), ("Note: c", None, False)]
    assert find_notes(["\U0001f600 REM x"], Separators(notes="rem")) == [[(2, 5)]]


@pytest.mark.parametrize(
    ("pattern", "problem"),
    [("(a", "unterminated group"), ("^-*", "it matches an empty text"), ("^---$", ""), (r"(?<=\n)---", "")],
)
def test_problems(pattern: str, problem: str) -> None:
    """A pattern that JavaScript cannot read, or that would match anywhere, is none."""
    assert problem_of(pattern) == problem


def test_bounded_time() -> None:
    """A pattern that backtracks for ever is an error of the deck, which is then not published."""
    begin = time.monotonic()
    findings: list[Diagnostic] = []
    text = Passage.of("# A\n" + "x" * 60, "a.md", 5)
    Splitter().split(text, findings, Separators(slide="(x+x+)+y"))
    assert time.monotonic() - begin < 10
    assert [str(finding).split(chr(10))[0] for finding in findings] == [
        "a.md:5:1: error[deck-separator]: these patterns take too long on this text"
    ]
    assert findings[0].holds_back


def test_other_separators_are_news() -> None:
    """A splitter does not take slides over that were split by other separators."""
    splitter, deck = Splitter(), Passage.of("a\nNote: b\nREM c", "a.md")
    (usual,) = splitter.split(deck, [])
    (own,) = splitter.split(deck, [], Separators(notes="^REM "))
    assert usual.source.notes is not None
    assert own.source.notes is not None
    assert (usual.source.notes.text, own.source.notes.text) == ("b\nREM c", "c")
    assert usual.source.key != own.source.key
    assert splitter.split(deck, [], Separators(notes="^REM "))[0].source is own.source


def test_empty_matches_are_skipped() -> None:
    """They would cut a text anywhere, and Reveal.js never comes to an end with them."""
    assert find_cuts("a-b", Separators(slide="(?=-)|-")) == find_cuts("a-b", Separators(slide="-"))[:0]


def told(text: str) -> list[str]:
    findings: list[Diagnostic] = []
    split_slides(Passage.of(text, "a.md"), findings)
    return [str(finding) for finding in findings]


def test_rules_of_reveal_md() -> None:
    """Four hyphens are told once for a deck, with the way to what they mean there."""
    (finding,) = told("# A\n\n---\n\n## B\n\n----\n\nx\n\n----\n")
    assert finding.startswith("a.md:7:1: warning[deck-slip]: `----` begins no slide, and draws a rule")
    assert "separators: {vertical: '^----$'}" in finding
    assert finding.endswith("note: also on line 11")


@pytest.mark.parametrize("line", ["+++", "<!-- > -->", "##==##", "***"])
def test_unseparated(line: str) -> None:
    """A deck of one slide with many headings is told, with the separator that it seems to have; that one works."""
    text = f"# A\n\n{line}\n\n## B\n\n{line}\n\n## C\n"
    (finding,) = told(text)
    assert finding.startswith("a.md:5:1: warning[deck-separator]: this slide has 3 headings: are these slides?")
    pattern = finding.split("slide: '")[1].split("'")[0]
    assert [content for content, _, _ in split(text, slide=pattern)] == ["# A", "## B", "## C"]


@pytest.mark.parametrize(
    "text",
    [
        "# A\n\n## B\n",
        "# A\n\n### B\n\n### C\n\n### D\n",
        "::: columns\n::: column\n## A\n:::\n::: column\n## B\n:::\n:::\n\n# C\n",
        "# A\n\n```sh\n# b\n# c\n# d\n```\n",
        "# A\n\n---\n\n## B\n\n## C\n\n## D\n",
    ],
)
def test_no_alarm(text: str) -> None:
    """Headings of cards, of columns, comments of shells and decks with separators are as they should be."""
    assert told(text) == []


@pytest.mark.parametrize("line", ["--- {.class}", "\N{EM DASH}", "\N{EN DASH}"])
def test_dressed(line: str) -> None:
    """A separator with attributes, and what editors make of one."""
    assert told(f"# A\n\n{line}\n\n# B")[0].startswith("a.md:3:1: warning[deck-slip]")


def test_within_an_event_loop() -> None:
    """Who calls from one gets the same, and the same limit of time."""

    async def cuts() -> int:
        return len(find_cuts("a\n***\nb", Separators(slide=r"^\*\*\*$")))

    assert asyncio.run(cuts()) == 1
