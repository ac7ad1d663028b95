"""The search index of a course that is being written."""

from __future__ import annotations

from edited import MakeEdited


def test_the_index_follows_edits(make_course: MakeEdited) -> None:
    """In decks that are shown and in those that nobody has opened; these stay unopened."""
    edited = make_course({"decks/a.md": "# A\n\nfirst\n", "decks/b.md": "# B\n\nsecond\n"})
    edited.open("a")
    assert b"first" in edited.course.search_index()
    assert b"second" in edited.course.search_index()
    edited.edit("decks/a.md", "# A\n\nthird\n")
    assert not [message for message in edited.edit("decks/b.md", "# B\n\nfourth\n") if message["type"] == "slides"]
    index = edited.course.search_index()
    assert b"third" in index
    assert b"fourth" in index
    assert b"first" not in index
    assert b"second" not in index


def test_pages_of_the_preview_ask_for_it_anew(make_course: MakeEdited) -> None:
    """There is no version in its address that an open page could hold on to."""
    edited = make_course({"decks/a.md": "# A\n"})
    assert 'data-index="_static/search-index.js"' in edited.open("a")
    assert 'data-index="_static/search-index.js"' in edited.course.index_page()
