"""Pages of text and the home page under the editor's hands."""

from __future__ import annotations

import sys
from collections.abc import Iterable

import pytest
from edited import Edited, MakeEdited

from dl4ad_slides.serve.messages import Message

FILES = {
    "slides.yaml": "schedule: data/d.yaml\n",
    "data/d.yaml": "entries: [{date: 2026-10-15, topic: First}]\n",
    "decks/a.md": "# A\n",
    "pages/index.md": "What it is\n",
    "pages/p.md": "# P\n\nText\n",
    "pages/q.md": "# Q\n\n<<INCLUDE:_shared.md>>\n",
    "decks/_shared.md": "Shared\n",
}
RELOAD_P, RELOAD_Q = ("reload", "p"), ("reload", "q")
HOME = ("index", "")


@pytest.fixture
def edited(make_course: MakeEdited) -> Edited:
    made = make_course(FILES)
    made.course.index_page()
    for name in ("p", "q"):
        assert made.course.text_page(name)
    return made


def told(messages: Iterable[Message]) -> list[tuple[object, object]]:
    return sorted((message["type"], message.get("page")) for message in messages if message["type"] != "findings")


def test_an_edit_reloads_the_page(edited: Edited) -> None:
    """And no other; what is saved as it was reloads none."""
    assert told(edited.edit("pages/p.md", "# P\n\nOther\n")) == [RELOAD_P]
    assert "Other" in (edited.course.text_page("p") or "")
    assert told(edited.edit("pages/p.md", "# P\n\nOther\n")) == []


def test_the_text_of_the_home_page(edited: Edited) -> None:
    """It is brought into the open page; so are dates."""
    assert told(edited.edit("pages/index.md", "Something else\n")) == [HOME]
    assert "Something else" in edited.course.index_page()
    assert told(edited.edit("data/d.yaml", FILES["data/d.yaml"].replace("First", "Second"))) == [HOME]
    assert "Second" in edited.course.index_page()
    assert told(edited.delete("pages/index.md")) == [HOME]
    assert "Something else" not in edited.course.index_page()


def test_what_a_page_takes_in(edited: Edited) -> None:
    """An edit of another file reaches the pages that name it."""
    assert told(edited.edit("decks/_shared.md", "News\n")) == [RELOAD_Q]
    assert "News" in (edited.course.text_page("q") or "")


def test_another_title_changes_the_navigation_of_all(edited: Edited) -> None:
    """A page that comes or goes does so, too."""
    assert told(edited.edit("pages/p.md", "# Other\n")) == [HOME, RELOAD_P, RELOAD_Q]
    assert "Other</a>" in edited.course.index_page()
    assert told(edited.edit("pages/r.md", "# R\n")) == [HOME, RELOAD_P, RELOAD_Q]
    assert told(edited.delete("pages/p.md")) == [HOME, RELOAD_P, RELOAD_Q]
    assert edited.course.text_page("p") is None


def test_reading_pages_follow_the_navigation(edited: Edited) -> None:
    """They are loaded again, and lead to what is there; those of decks that went are forgotten."""
    assert '<a href="p.html">P</a>' in (edited.course.reading_page("a") or "")
    assert told(edited.edit("pages/p.md", "# Other\n")) == [HOME, ("reload", "a.read"), RELOAD_P, RELOAD_Q]
    assert '<a href="p.html">Other</a>' in (edited.course.reading_page("a") or "")
    edited.edit("decks/b.md", "# B\n")
    edited.delete("decks/a.md")
    assert ("reload", "a.read") not in told(edited.edit("pages/p.md", "# Again\n"))


def test_settings_reload_everything(edited: Edited) -> None:
    """Teachers, say."""
    assert told(edited.edit("slides.yaml", "teachers: [Ada]\n")) == [("reload", None)]
    assert "Ada" in edited.course.index_page()


def test_findings_stand_over_the_page(edited: Edited) -> None:
    """Until they are mended."""
    assert overlays(edited.edit("pages/p.md", "# P\n\n<<NOPE>>\n")) == [("p", ["placeholder-unknown"])]
    assert overlays(edited.edit("pages/p.md", "# P\n")) == [("p", [])]


def test_an_edit_of_a_deck_reads_no_page(edited: Edited, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages may be many and long: neither they nor the navigation cost anything then."""
    edited.open("a")
    read: list[str] = []
    for module in [each for name, each in sys.modules.items() if name.startswith("dl4ad_slides.")]:
        if scan := getattr(module, "scan_regions", None):
            monkeypatch.setattr(
                module, "scan_regions", lambda text, scan=scan, **way: read.append(text) or scan(text, **way)
            )
    edited.edit("decks/a.md", "# A\n\nMore `code`\n")
    assert {text.strip() for text in read} == {"# A\n\nMore `code`"}
    read.clear()
    edited.course.index_page()
    assert read == []


def overlays(messages: Iterable[Message]) -> list[tuple[object, list[str]]]:
    shown = [message for message in messages if message["type"] == "findings"]
    return [(message["page"], [finding["code"] for finding in message["findings"]]) for message in shown]


def test_a_page_whose_place_becomes_free(edited: Edited) -> None:
    """One that a deck had taken comes when the deck goes."""
    edited.edit("pages/a.md", "# Page\n")
    assert edited.course.text_page("a") is None
    assert "page-taken" in {finding.code for finding in edited.course.all_findings()}
    edited.edit("decks/b.md", "# B\n")
    edited.delete("decks/a.md")
    assert "Page" in (edited.course.text_page("a") or "")
    assert edited.course.all_findings() == ()
