"""From something on a slide to the line that it was written on."""

from __future__ import annotations

import pytest
from edited import MakeEdited

from dl4ad_slides.serve.locate import locate_on_slide

DECK = """\
---
title: Lecture
---
# Title

---

## Max pooling

Pooling takes the maximum.

- The first point about windows
- The second point about strides

$$\\max_{i} x_i$$

![A net](assets/net.svg)

| Layer | Size |
| ----- | ---- |
| Conv  | 64   |

Note:
Say something about translation.
"""


@pytest.mark.parametrize(
    ("text", "near", "line", "column"),
    [
        ("Max pooling", "", 8, 1),
        ("Pooling takes the maximum.", "", 10, 1),
        ("The second point about strides", "", 13, 1),
        ("", "\\max_{i} x_i", 15, 3),
        ("", "assets/net.svg", 17, 10),
        ("64", "", 21, 1),
        ("Say something about translation.", "", 24, 1),
        ("", "", 7, 1),
        ("nothing of it", "assets/none.svg", 7, 1),
        ("  ", "   ", 7, 1),
    ],
)
def test_finds_the_line(make_course: MakeEdited, text: str, near: str, line: int, column: int) -> None:
    """Text is found by its words, formulas and pictures as they stand; else it is the start of the slide."""
    edited = make_course({"decks/a.md": DECK})
    rendered = edited.course.rendered("a")
    assert rendered is not None
    place = locate_on_slide(rendered, "max-pooling", text, near)
    assert place is not None
    assert (place.file, place.line, place.column) == ("decks/a.md", line, column)


def test_knows_no_other_slides(make_course: MakeEdited) -> None:
    """A slide that the deck does not have is nowhere."""
    edited = make_course({"decks/a.md": DECK})
    rendered = edited.course.rendered("a")
    assert rendered is not None
    assert locate_on_slide(rendered, "nowhere", "Title", "") is None


def test_follows_lines_that_move(make_course: MakeEdited) -> None:
    """Lines inserted above a slide, which stays the same, move its places."""
    edited = make_course({"decks/a.md": DECK})
    edited.open("a")
    edited.edit("decks/a.md", DECK.replace("# Title", "# Title\n\nOne\n\nTwo"))
    rendered = edited.course.rendered("a")
    assert rendered is not None
    place = locate_on_slide(rendered, "max-pooling", "Pooling takes the maximum.", "")
    assert place is not None
    assert place.line == 14
