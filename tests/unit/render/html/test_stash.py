"""Digging holes: what Markdown may not touch leaves a number, and comes back as it was written."""

from __future__ import annotations

import pytest

from dl4ad_slides.model.diagnostics import Diagnostic
from dl4ad_slides.model.source import Passage
from dl4ad_slides.render.html.stash import HOLE, HoleKind, Holes, dig_holes


def dig(text: str) -> tuple[str, list[tuple[HoleKind, str]], list[str]]:
    holes, findings = Holes(), list[Diagnostic]()
    dug = dig_holes(Passage.of(text, "a.md"), holes, findings)
    shown = HOLE.sub(lambda hole: f"[{hole[1]}]", dug.text)
    made = [holes[int(hole[1])] for hole in HOLE.finditer(dug.text)]
    return shown, [(hole.kind, hole.content) for hole in made], [each.code for each in findings]


@pytest.mark.parametrize(
    ("text", "dug", "content"),
    [
        ("a $x_1$ b", "a [0] b", [(HoleKind.INLINE_MATH, "x_1")]),
        ("$$\nx\n$$", "[0]", [(HoleKind.DISPLAY_MATH, "\nx\n")]),
        ("> $$\n> x\n> $$", "> [0]", [(HoleKind.DISPLAY_MATH, "\nx\n")]),
        ("<<A:b>>", "[0]", [(HoleKind.PLACEHOLDER, "<<A:b>>")]),
        ("\\$ \\<<A>>", "[0] [1]A>>", [(HoleKind.LITERAL, "$"), (HoleKind.LITERAL, "<<")]),
        ("<b t='<<A>>' u='$x$'>", "<b t='[0]' u='$x$'>", [(HoleKind.PLACEHOLDER, "<<A>>")]),
        ("`$x$` <!-- $x$ --> <pre>$x$</pre>", "`$x$` <!-- $x$ --> <pre>$x$</pre>", []),
    ],
)
def test_digs(text: str, dug: str, content: list[tuple[HoleKind, str]]) -> None:
    """Math, placeholders and escaped signs; code, comments and raw elements stay."""
    assert dig(text) == (dug, content, [])


@pytest.mark.parametrize(
    ("text", "dug", "code"),
    [("a <<A:b\nc", "a [0]\nc", "placeholder-unterminated"), ("a $$ b", "a $$ b", "math-unclosed")],
)
def test_reports_what_is_never_closed(text: str, dug: str, code: str) -> None:
    """An open placeholder becomes a box up to the end of its line, an open formula stays text."""
    shown, _, findings = dig(text)
    assert (shown, findings) == (dug, [code])


def test_lines_stay_right_behind_a_formula_of_many_lines() -> None:
    """The text behind it is where it was."""
    dug = dig_holes(Passage.of("$$\na\nb\n$$\n\n<<X>>", "a.md"), Holes(), [])
    assert dug.at(len(dug.text)).line == 6


def test_holes_give_back_what_was_written() -> None:
    """`restore` the author's characters, `describe` what stands for them in titles."""
    holes = Holes()
    dug = dig_holes(Passage.of("a $x$ \\$", "a.md"), holes, [])
    assert holes.restore(dug.text) == "a $x$ \\$"
    assert holes.describe(dug.text) == "a x $"
