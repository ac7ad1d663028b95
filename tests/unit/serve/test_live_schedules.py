"""Schedules under the editor's hands: what open pages are told when dates change."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from edited import Edited, MakeEdited

from dl4ad_slides.serve.messages import Message

DATES = "entries:\n  - {date: 2026-10-15, topic: First}\n"
DECK = "# Title\n\n---\n\n## Dates\n\n<<SCHEDULE:data/s.yaml>>\n\n---\n\n## Other\n\n> [!NOTE]\n> Text\n"


@pytest.fixture
def edited(make_course: MakeEdited) -> Edited:
    made = make_course({"decks/a.md": DECK, "data/s.yaml": DATES})
    made.open("a")
    return made


def changed(messages: Iterable[Message]) -> list[str]:
    return [slide for message in messages if message["type"] == "slides" for slide in message["changed"]]


def test_an_edit_of_the_dates_changes_the_slide_that_shows_them(edited: Edited) -> None:
    """And no other."""
    assert changed(edited.edit("data/s.yaml", DATES.replace("First", "Second"))) == ["dates"]
    assert "Second" in edited.open("a")


def test_broken_dates_leave_the_last_good_ones(edited: Edited) -> None:
    """They are told, and gone with the mending."""
    broken = edited.edit("data/s.yaml", "entries: [")
    assert "data-yaml" in [finding["code"] for message in broken for finding in message.get("findings", [])]
    assert "First" in edited.open("a")
    mended = edited.edit("data/s.yaml", DATES)
    assert [finding for message in mended for finding in message.get("findings", [])] == []


def test_dates_that_come_later_are_found(make_course: MakeEdited) -> None:
    """A file that was not there when the slide named it."""
    edited = make_course({"decks/a.md": DECK})
    assert "data-not-found" in edited.open("a")
    assert changed(edited.edit("data/s.yaml", DATES)) == ["dates"]
    assert "First" in edited.open("a")


def test_another_language_changes_what_speaks_it(edited: Edited) -> None:
    """Dates and callouts, at once."""
    edited.edit("decks/a.md", f"---\nlanguage: de\n---\n{DECK}")
    page = edited.open("a")
    assert "15.10.2026" in page
    assert "Hinweis" in page
