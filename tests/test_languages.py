"""A course in another language: nothing that we say by ourselves is English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import asdict

import pytest
from selectolax.lexbor import LexborHTMLParser

from conftest import MakeCourse
from dl4ad_slides.render.words import DEFAULT, LANGUAGES
from helpers import Course

ATTRIBUTES = ("aria-label", "title", "alt", "placeholder")
DECK = """---
language: de-AT
date: 2026-10-15
---
# Titel

---

<!-- section: Anfang -->

## Kästen

> [!NOTE]
> a

> [!TIP]
> b

> [!IMPORTANT]
> c

> [!WARNING]
> d

> [!CAUTION]
> e

---

<!-- section: Ende -->

## Bilder

![Kreis](assets/a.svg "Ein Kreis"){#fig-a source="Eigene" license="CC BY 4.0"}

Siehe @fig-a.

<iframe src="https://videos.example.org/1"></iframe>

<<QR:https://example.org>>

---

<<SCHEDULE:data/s.yaml>>

---

<<AGENDA>>

---

<<CREDITS>>

---

<<INCLUDE:b.md recap=true>>
"""
FILES = {
    "slides.yaml": "title: Kurs\nlanguage: de\nembed_hosts: [videos.example.org]\n",
    "decks/a.md": DECK,
    "decks/b.md": "# Zwei\n",
    "data/s.yaml": "entries:\n  - {date: 2026-10-15, topic: Anfang}\n",
    "assets/a.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>',
}


@pytest.fixture(scope="module")
def german(tmp_path_factory: pytest.TempPathFactory) -> Course:
    made = Course(tmp_path_factory.mktemp("course")).write(FILES)
    assert made.build().stderr == ""
    return made


def said(page: str) -> Iterator[str]:
    """Yield what a page says: its text, and the attributes that are read out or shown."""
    tree = LexborHTMLParser(page)
    tree.strip_tags(["script", "style"])
    for node in tree.css("*"):
        yield " ".join(node.text(deep=False).split())
        for name, value in node.attributes.items():
            if value and (name in ATTRIBUTES or (node.id or "") in {"ui_alert", "ui_notes", "ui_current", "ui_next"}):
                yield value


def pieces(language: str) -> dict[str, list[str]]:
    """Return for each word of the interface what stands around its blanks."""
    words = asdict(LANGUAGES[language])
    return {name: [part.strip() for part in re.split(r"{\w+}", word) if part.strip()] for name, word in words.items()}


@pytest.mark.parametrize("page", ["a.html", "index.html", "_static/speaker.html"])
def test_no_page_says_anything_in_english(german: Course, page: str) -> None:
    """No word of ours is the English one: not in callouts, figures, frames, dates, buttons, cards and labels."""
    text = "\n".join(said(german.page(page)))
    english, own = pieces(DEFAULT), {part for parts in pieces("de").values() for part in parts}
    found = [
        part
        for parts in english.values()
        for part in parts
        if part not in own and re.search(rf"(?<!\w){re.escape(part)}(?!\w)", text)
    ]
    assert found == []
    assert "October" not in text


def test_pages_say_it_in_german(german: Course) -> None:
    """What is asked for is there, so that the test above looks at something."""
    text = "\n".join(said(german.page("a.html")))
    for name in (
        *("figure", "source", "recap", "date", "topic", "qr_code", "note", "tip", "important", "warning", "caution"),
        *("all_lectures", "light_or_dark", "speaker_view"),
    ):
        assert getattr(LANGUAGES["de"], name) in text, name
    assert "„videos.example.org“ von videos.example.org laden" in text
    index = "\n".join(said(german.page("index.html")))
    assert "1 Folie" in index
    assert "Vorlesungen" in index
    speaker = "\n".join(said(german.page("_static/speaker.html")))
    assert {LANGUAGES["de"].no_notes, LANGUAGES["de"].waiting, LANGUAGES["de"].next_slide} <= set(speaker.split("\n"))


def test_each_deck_has_its_own_language(course: MakeCourse) -> None:
    """A French deck in a German course; the index is German."""
    made = course(
        {
            "slides.yaml": "language: de\n",
            "decks/a.md": "---\nlanguage: fr\n---\n# A\n\n> [!NOTE]\n> a\n",
            "decks/b.md": "# B\n\n> [!NOTE]\n> b\n",
        }
    )
    made.build()
    assert "Remarque" in made.page("a.html")
    assert "Hinweis" in made.page("b.html")
    assert 'aria-label="Tous les cours"' in made.page("a.html")
    assert "1 Folie" in made.page("index.html")
