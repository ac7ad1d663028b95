"""Digging slots: what Markdown may not touch leaves a number, and comes back as it was written."""

from __future__ import annotations

import pytest

from dl4ad_slides.model.diagnostics import Diagnostic
from dl4ad_slides.model.source import Passage
from dl4ad_slides.render.html.slots import SLOT, SlotKind, Slots, leave_slots


def dig(text: str) -> tuple[str, list[tuple[SlotKind, str]], list[str]]:
    slots, findings = Slots(), list[Diagnostic]()
    cut = leave_slots(Passage.of(text, "a.md"), slots, findings)
    shown = SLOT.sub(lambda slot: f"[{slot[1]}]", cut.text)
    made = [slots[int(slot[1])] for slot in SLOT.finditer(cut.text)]
    return shown, [(slot.kind, slot.content) for slot in made], [each.code for each in findings]


@pytest.mark.parametrize(
    ("text", "cut", "content"),
    [
        ("a $x_1$ b", "a [0] b", [(SlotKind.INLINE_MATH, "x_1")]),
        ("$$\nx\n$$", "[0]", [(SlotKind.DISPLAY_MATH, "\nx\n")]),
        ("> $$\n> x\n> $$", "> [0]", [(SlotKind.DISPLAY_MATH, "\nx\n")]),
        ("<<A:b>>", "[0]", [(SlotKind.PLACEHOLDER, "<<A:b>>")]),
        ("\\$ \\<<A>>", "[0] [1]A>>", [(SlotKind.LITERAL, "$"), (SlotKind.LITERAL, "<<")]),
        ("<b t='<<A>>' u='$x$'>", "<b t='[0]' u='$x$'>", [(SlotKind.PLACEHOLDER, "<<A>>")]),
        ("`$x$` <!-- $x$ --> <pre>$x$</pre>", "`$x$` <!-- $x$ --> <pre>$x$</pre>", []),
    ],
)
def test_digs(text: str, cut: str, content: list[tuple[SlotKind, str]]) -> None:
    """Math, placeholders and escaped signs; code, comments and raw elements stay."""
    assert dig(text) == (cut, content, [])


@pytest.mark.parametrize(
    ("text", "cut", "code"),
    [("a <<A:b\nc", "a [0]\nc", "placeholder-unterminated"), ("a $$ b", "a $$ b", "math-unclosed")],
)
def test_reports_what_is_never_closed(text: str, cut: str, code: str) -> None:
    """An open placeholder becomes a box up to the end of its line, an open formula stays text."""
    shown, _, findings = dig(text)
    assert (shown, findings) == (cut, [code])


def test_lines_stay_right_behind_a_formula_of_many_lines() -> None:
    """The text behind it is where it was."""
    cut = leave_slots(Passage.of("$$\na\nb\n$$\n\n<<X>>", "a.md"), Slots(), [])
    assert cut.at(len(cut.text)).line == 6


def test_holes_give_back_what_was_written() -> None:
    """`restore` the author's characters, `describe` what stands for them in titles."""
    slots = Slots()
    cut = leave_slots(Passage.of("a $x$ \\$", "a.md"), slots, [])
    assert slots.restore(cut.text) == "a $x$ \\$"
    assert slots.describe(cut.text) == "a x $"
