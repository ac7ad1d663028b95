"""What the page of a deck knows for its outline: places of slides, lectures around it, keys in words."""

from __future__ import annotations

import re

import pytest
from selectolax.lexbor import LexborHTMLParser

from conftest import MakeCourse
from dl4ad_slides.render.pages.keyboard_help import shortcuts
from dl4ad_slides.render.words import LANGUAGES, words_of
from helpers import Course

SECTIONS = """\
# Title
---
<!-- section: A & "B" -->
# Opening
---
## One
---
<!-- subsection: Deep -->
## Two
---
<!-- section: C -->
## Three
"""


def test_slides_know_their_sections(course: MakeCourse) -> None:
    """Each slide names the section and subsection it is in, also one that is a heading and has no line above it."""
    made = course({"decks/a.md": SECTIONS})
    made.build()
    names = "id", "data-section", "data-subsection"
    slides = LexborHTMLParser(made.page("a.html")).css(".slides > section")
    assert [tuple(slide.attributes.get(name) for name in names) for slide in slides] == [
        ("title", None, None),
        ("opening", 'A & "B"', None),
        ("one", 'A & "B"', None),
        ("two", 'A & "B"', "Deep"),
        ("three", "C", None),
    ]


COURSE = {
    "decks/01-a.md": "# First & <i>best</i>\n",
    "decks/02-b.md": "---\ntitle: Second\n---\n# Else\n",
    "decks/03-draft.md": "---\ndraft: true\n---\n# Draft\n",
    "decks/intro.md": "---\norder: 1\n---\n# Welcome\n",
}


def around(made: Course, page: str) -> list[tuple[str, str, str]]:
    """Return the links of a deck to those around it."""
    links = LexborHTMLParser(made.page(page)).css(".outline-lectures a[rel]")
    return [(link.attributes["rel"] or "", link.attributes["href"] or "", link.css_first("b").text()) for link in links]


def test_lectures_lead_to_those_around_them(course: MakeCourse) -> None:
    """In the order of the course, by title and number, past drafts; the first and the last lead one way."""
    made = course(COURSE)
    made.build()
    assert around(made, "intro.html") == [("next", "01-a.html", "01 First & best")]
    assert around(made, "01-a.html") == [("prev", "intro.html", "Welcome"), ("next", "02-b.html", "02 Second")]
    assert around(made, "02-b.html") == [("prev", "01-a.html", "01 First & best")]


def test_a_lecture_that_is_built_alone_knows_those_around_it(course: MakeCourse) -> None:
    """The rest of the site stays, and so do the ways to it; what is wrong with the others is not told."""
    made = course(COURSE | {"decks/02-b.md": "---\ntitle: Second\ntheme: night\n---\n# Else $\\fracc$\n"})
    assert made.build("01-a", "03-draft").stderr == ""
    assert around(made, "01-a.html") == [("prev", "intro.html", "Welcome"), ("next", "02-b.html", "02 Second")]
    assert around(made, "03-draft.html") == [("prev", "02-b.html", "02 Second")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_keys_are_told_in_words(language: str) -> None:
    """No name of a word of ours is left, and no key stands there twice."""
    told = shortcuts(words_of(language))
    keys = [way for shortcut in told for way in shortcut.keys]
    assert len(set(keys)) == len(keys)
    text = " ".join(name for way in keys for name in way) + " ".join(shortcut.action for shortcut in told)
    assert not re.search(r"_|\{", text)


def test_keys_of_german_keyboards() -> None:
    """As they are written there."""
    ways = {shortcut.action: shortcut.keys for shortcut in shortcuts(words_of("de"))}
    assert ways["Drucken"] == (("Strg", "P"),)
    assert ways["Nächste Folie oder nächster Schritt"] == (("→",), ("Leertaste",), ("Bild ↓",), ("N",))


def test_a_section_may_stand_below_its_subsection(course: MakeCourse) -> None:
    """On one slide their order does not matter."""
    made = course({"decks/a.md": "# A\n\n---\n\n<!-- subsection: Sub -->\n<!-- section: Main -->\n## B\n"})
    made.build()
    assert [span.text() for span in made.slides("a.html")[1].css(".running-title > span")] == ["Main", "Sub"]
