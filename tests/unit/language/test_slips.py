"""Slips of the pen: what looks like the deck language and is text."""

from __future__ import annotations

import pytest

from dl4ad_slides.language.slides import split_slides
from dl4ad_slides.model.diagnostics import Diagnostic
from dl4ad_slides.model.source import Passage


def found(text: str) -> list[tuple[str, int, int, str]]:
    findings: list[Diagnostic] = []
    split_slides(Passage.of(text, "a.md"), findings)
    return [(each.code, each.position.line, each.position.column, each.hint) for each in findings]


@pytest.mark.parametrize(
    ("text", "line", "column", "hint"),
    [
        ("<< CHART:data/x.csv>>", 1, 1, "Write `<<CHART`, in capitals and without a space."),
        ("a <<agenda>>", 1, 3, "Write `<<AGENDA`, in capitals and without a space."),
        ("<!-- subsektion: A -->", 1, 1, "Write `<!-- subsection: … -->`, in every language."),
        ("![](a.svg){.inlnie}", 1, 11, "Did you mean `.inline`?"),
        ("A\n\n...\n\nB", 3, 1, "Write `. . .` for a pause, or `\\...` for the points themselves."),
        ("A\n\n. .\n", 3, 1, "Write `. . .` for a pause, or `\\...` for the points themselves."),
        ("\n…\n", 2, 1, "Write `. . .` for a pause, or `\\...` for the points themselves."),
        ("<!-- Section: A -->", 1, 1, "Write `<!-- section: … -->`, in every language."),
        ("<!-- Abschnitt: A -->", 1, 1, "Write `<!-- section: … -->`, in every language."),
        ("<!-- subsection : A -->", 1, 1, "Write `<!-- subsection: … -->`, in every language."),
        ("A\n\n-----\nB", 3, 1, "Write `---` to begin a slide, or `***` for a rule."),
        ("<<AGENDA>", 1, 1, "Write `<<AGENDA>>`, with two brackets on both sides."),
        ("a\n\n<AGENDA>\n", 3, 1, "Write `<<AGENDA>>`, with two brackets on both sides."),
        ("<QR:https://a.example>>", 1, 1, "Write `<<QR:https://a.example>>`, with two brackets on both sides."),
        ("{.incremantal}\n- a", 1, 1, "Did you mean `.incremental`?"),
    ],
)
def test_slips(text: str, line: int, column: int, hint: str) -> None:
    """Each with its place and what was probably meant."""
    assert found(text) == [("deck-slip", line, column, hint)]


@pytest.mark.parametrize(
    "text",
    [
        "A\nNote: say it",
        "A\n\n. . .\n\nB\n\n\\...\n\nC\n...\nD\n\n    ...",
        "A\n#tag and #Audio\n\n#1 ##2 \\##C\n\n```\n##A\n----\n```",
        "A\n----\n\n|a|\n|----|\n\n- b\n---- c",
        "<table></table><TABLE></TABLE> <<TABLE:a>> `<<AGENDA>` <!-- <AGENDA> -->",
        "A note: this is text",
        "> [!NOTE]\n> A",
        "> [!tip]\n> A",
        "`<<agenda>>` and `@Fig-a` and `[!TIPP]`",
        "```\nNotiz: a\n> [!TIPP]\n```",
        "<<AGENDA>> @fig-a me@fig_n.org",
        "cout << std::endl; a <<shift:b",
        "<!-- todo: redraw --> <!-- section: A -->",
        "# A {.important}\n\n- b {.fragments-of-mine}",
    ],
)
def test_no_slips(text: str) -> None:
    """What is meant, and what is code."""
    assert found(text) == []
