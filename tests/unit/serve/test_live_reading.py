"""Reading pages in the live preview: made when asked for, kept while their deck stays, loaded again when it changes."""

from __future__ import annotations

import pytest
from edited import MakeEdited

from dl4ad_slides.render.pages.pages import PageTemplateError
from dl4ad_slides.serve.messages import reload_message

DECK = "# Title\n\n---\n\n## One\n\nText\n"


def test_is_made_when_asked_for_and_kept(make_course: MakeEdited) -> None:
    """The same page is given again while nothing changes; there is none of a deck that is not there."""
    edited = make_course({"decks/a.md": DECK})
    page = edited.course.reading_page("a")
    assert page is not None
    assert '<h2 class="reading-title">One</h2>' in page
    assert edited.course.reading_page("a") is page
    assert edited.course.reading_page("b") is None


def test_follows_its_deck(make_course: MakeEdited) -> None:
    """An edit of the deck loads an open reading page again, with the new text."""
    edited = make_course({"decks/a.md": DECK})
    edited.course.reading_page("a")
    assert reload_message("a.read") in edited.edit("decks/a.md", DECK + "\nMore text.\n")
    assert "More text." in (edited.course.reading_page("a") or "")


def test_follows_the_sizes_of_its_pictures(make_course: MakeEdited) -> None:
    """A picture that takes another place loads an open page again; one that only looks different does not."""
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"/>'
    edited = make_course({"decks/a.md": "![A](assets/a.svg)\n", "assets/a.svg": drawing})
    assert 'width="40" height="30"' in (edited.course.reading_page("a") or "")
    assert reload_message("a.read") not in edited.edit("assets/a.svg", drawing.replace("/>", "><path/></svg>"))
    assert reload_message("a.read") in edited.edit("assets/a.svg", drawing.replace("40", "80"))
    assert 'width="80" height="30"' in (edited.course.reading_page("a") or "")


def test_names_its_neighbours_as_they_are(make_course: MakeEdited) -> None:
    """Another title of the next lecture is in the page that is asked for after that."""
    edited = make_course({"decks/a.md": DECK, "decks/b.md": "# Before\n"})
    assert '<a class="reading-way" rel="next" href="b.read.html">' in (edited.course.reading_page("a") or "")
    edited.edit("decks/b.md", "# After\n")
    page = edited.course.reading_page("a") or ""
    assert "<b>After</b>" in page
    assert "<b>Before</b>" not in page


def test_an_edit_of_another_deck_is_no_matter(make_course: MakeEdited) -> None:
    """Neither is one of a deck whose reading page nobody has asked for."""
    edited = make_course({"decks/a.md": DECK, "decks/b.md": DECK})
    edited.course.reading_page("a")
    edited.open("b")
    assert reload_message("a.read") not in (messages := edited.edit("decks/b.md", DECK + "\nMore.\n"))
    assert reload_message("b.read") not in messages


def test_goes_and_comes_back_with_its_deck(make_course: MakeEdited) -> None:
    """A deleted deck has no reading page; when it comes back, the open one is loaded again."""
    edited = make_course({"decks/a.md": DECK, "decks/b.md": DECK})
    edited.course.reading_page("a")
    assert {"type": "gone", "page": "a.read"} in edited.delete("decks/a.md")
    assert edited.course.reading_page("a") is None
    assert reload_message("a.read") in edited.edit("decks/a.md", DECK)


def test_follows_its_template(make_course: MakeEdited) -> None:
    """A course's own template is taken up, and one that fails says so."""
    edited = make_course({"decks/a.md": DECK, "theme/templates/read.html.j2": "{{ heading }}"})
    assert edited.course.reading_page("a") == "Title"
    edited.edit("theme/templates/read.html.j2", "My {{ heading }}")
    assert edited.course.reading_page("a") == "My Title"
    broken = make_course({"theme/templates/read.html.j2": "{{ nothing.there }}"})
    with pytest.raises(PageTemplateError, match=r"read\.html\.j2"):
        broken.course.reading_page("a")
