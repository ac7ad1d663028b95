"""Pages and slides in languages that are written from the right."""

from __future__ import annotations

import pytest

from conftest import MakeCourse
from dl4ad_slides.language.direction import direction_of


@pytest.mark.parametrize("language", ["ar", "he", "fa", "ur", "ar-EG", "fa-IR", "AR", "ku-Arab", "az-Arab-IR", "yi"])
def test_from_the_right(language: str) -> None:
    """By the language, or by a script that its tag names."""
    assert direction_of(language) == "rtl"


@pytest.mark.parametrize("language", ["en", "de-AT", "ja", "ku", "ar-Latn", "he-Latn-IL", "az", ""])
def test_from_the_left(language: str) -> None:
    """All others."""
    assert direction_of(language) == "ltr"


def test_pages_say_so(course: MakeCourse) -> None:
    """Those of the language of the course, and those of decks in another; slides turn round in Reveal.js, too."""
    made = course(
        {
            "slides.yaml": "language: he\n",
            "decks/01-a.md": "# א\n\n---\n\n<<INCLUDE:02-b.md#b>>",
            "decks/02-b.md": "---\nlanguage: en\n---\n# B",
            "decks/03-c.md": "---\nreveal: {rtl: false}\n---\n# ג",
            "decks/04-d.md": "---\nlanguage: en\n---\n# D\n\n---\n\n<<INCLUDE:01-a.md#א>>",
            "pages/p.md": "# ד",
        }
    )
    assert made.build().stderr == ""
    for page in (
        "01-a.html",
        "01-a.read.html",
        "03-c.html",
        "index.html",
        "p.html",
        "404.html",
        "_static/speaker.html",
    ):
        assert '<html lang="he" dir="rtl"' in made.page(page), page
    for page in ("02-b.html", "02-b.read.html", "04-d.html"):
        assert '<html lang="en" data-' in made.page(page), page
    assert '<section id="b" lang="en" dir="ltr"' in made.page("01-a.html")
    assert '<section id="א" lang="he" dir="rtl"' in made.page("04-d.html")
    assert '"rtl": true' in made.page("01-a.html")
    assert '"rtl": false' in made.page("03-c.html")
    assert '"rtl"' not in made.page("02-b.html")
