"""Positions and passages: every character knows the author's line, through every edit."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dl4ad_slides.model.source import Passage, Position, Source

TEXT = "one\ntwo\n\nfour"


@pytest.mark.parametrize(
    ("offset", "line", "column"), [(0, 1, 1), (2, 1, 3), (3, 1, 4), (4, 2, 1), (8, 3, 1), (9, 4, 1), (13, 4, 5)]
)
def test_an_offset_is_a_line_and_a_column(offset: int, line: int, column: int) -> None:
    """A source and a passage of the whole of it agree; a line end belongs to its line."""
    assert Source("a", TEXT).at(offset) == Passage.of(TEXT, "a").at(offset) == Position("a", line, column)


def test_a_position_prints_as_editors_read_it() -> None:
    """File, line and column from 1, parted by colons."""
    assert str(Position("decks/a.md", 3, 7)) == "decks/a.md:3:7"


def test_a_passage_may_begin_anywhere() -> None:
    """Line and column of its first character count."""
    passage = Passage.of("b\nc", "a", line=5, column=9)
    assert (passage.start, passage.at(0), passage.at(2)) == (
        Position("a", 5, 9),
        Position("a", 5, 9),
        Position("a", 6, 1),
    )


def test_rows() -> None:
    """A row has its text, and a position that never leaves the passage."""
    passage = Passage.of(TEXT, "a", line=3)
    assert [passage.line(row) for row in range(4)] == TEXT.split("\n")
    assert [passage.row(row).line for row in (-5, 0, 3, 99)] == [3, 3, 6, 6]


def test_an_edit_keeps_the_lines_behind_it() -> None:
    """New lines count as the line where the edit starts; what follows is where it was."""
    passage = Passage.of("a\nX\nb\nc", "f").replace([(2, 3, "x\ny\nz")])
    assert passage.text == "a\nx\ny\nz\nb\nc"
    assert passage.lines == (1, 2, 2, 2, 3, 4)
    assert passage.at(passage.text.index("c")) == Position("f", 4, 1)


def test_an_edit_that_takes_lines_away() -> None:
    """The line where it starts stands for all of them."""
    passage = Passage.of("a\nb\nc\nd", "f").replace([(2, 5, "X")])
    assert (passage.text, passage.lines) == ("a\nX\nd", (1, 2, 4))


@given(st.text("ab\n", max_size=20), st.data())
def test_slices_and_edits_agree_with_the_whole(text: str, data: st.DataObject) -> None:
    """Any slice knows the lines of the whole, and always has one for each line of its text."""
    whole = Passage.of(text, "f")
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(text))] * 2)))
    part = whole.slice(start, end)
    assert part.text == text[start:end]
    assert len(part.lines) == part.text.count("\n") + 1
    assert [part.at(offset) for offset in range(end - start)] == [whole.at(offset) for offset in range(start, end)]
    edited = whole.replace([(start, end, "x\n\ny")])
    assert len(edited.lines) == edited.text.count("\n") + 1


_EDITS = st.lists(st.tuples(st.integers(0, 20), st.integers(0, 3), st.text("xy\n", max_size=3)), max_size=3)


@example("\na", [(0, 1, "x")], [], 0)
@example("aaaaaaa", [(5, 0, "xxx")], [(7, 2, "xx")], 0)
@given(st.text("ab\n", max_size=20), _EDITS, _EDITS, st.integers(0, 5))
def test_what_no_edit_touches_stays_where_its_author_has_it(
    text: str, first: list[tuple[int, int, str]], second: list[tuple[int, int, str]], lines: int
) -> None:
    """Line and column, behind edits of any length, on their line or below, through two rounds of them and a slice."""
    whole = Passage.of("".join(chr(0x100 + index) if sign != "\n" else sign for index, sign in enumerate(text)), "f")
    edited = whole.replace(_without_overlap(first, len(whole.text)))
    edited = edited.replace(_without_overlap(second, len(edited.text)))
    for passage, moved in (
        (edited, 0),
        (edited.slice(len(edited.text) // 3, len(edited.text)), 0),
        (edited.moved(lines), lines),
    ):
        for offset, sign in enumerate(passage.text):
            if ord(sign) >= 0x100:
                there = whole.at(whole.text.index(sign))
                assert passage.at(offset) == Position("f", there.line + moved, there.column)


def _without_overlap(edits: list[tuple[int, int, str]], length: int) -> list[tuple[int, int, str]]:
    kept: list[tuple[int, int, str]] = []
    for start, size, text in sorted(edits):
        if start + size <= length and (not kept or kept[-1][1] < start):
            kept.append((start, start + size, text))
    return kept
