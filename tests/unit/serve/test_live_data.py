"""Data files under the editor's hands: tables and charts follow them."""

from __future__ import annotations

from collections.abc import Iterable

from edited import MakeEdited

from dl4ad_slides.serve.messages import Message

DECK = """# A

---

## B

<<CHART:data/x.csv kind=line x=t y=v>>

---

## C

<<TABLE:data/x.csv>>

---

## D

<<TABLE:data/y.csv>>
"""
FILES = {"decks/a.md": DECK, "data/x.csv": "t,v\n1,2\n2,3\n", "data/y.csv": "a\n1\n"}


def changed(messages: Iterable[Message]) -> dict[str, str]:
    """Return the slides that open pages get, by id."""
    found = [message["changed"] for message in messages if message["type"] == "slides"]
    return dict(found[0]) if found else {}


def codes(messages: Iterable[Message]) -> list[str]:
    told = [message for message in messages if message["type"] == "findings"]
    return [finding["code"] for finding in told[-1]["findings"]] if told else []


def test_slides_follow_their_data(make_course: MakeEdited) -> None:
    """Those that show the file, and no others."""
    edited = make_course(FILES)
    edited.open("a")
    slides = changed(edited.edit("data/x.csv", "t,v\n1,2\n2,80\n"))
    assert sorted(slides) == ["b", "c"]
    assert ">80<" in slides["b"]
    assert ">80<" in slides["c"]


def test_the_last_good_data_stays(make_course: MakeEdited) -> None:
    """A file that is being written is told, and its slides stay as they were."""
    edited = make_course(FILES)
    edited.open("a")
    messages = edited.edit("data/x.csv", "t,v\n1,2\n2\n")
    assert codes(messages) == ["data-format"]
    assert changed(messages) == {}
    messages = edited.edit("data/x.csv", "t,v\n1,2\n2,4\n")
    assert codes(messages) == []
    assert sorted(changed(messages)) == ["b", "c"]


def test_an_emptied_deck_keeps_what_it_names(make_course: MakeEdited) -> None:
    """The deck is shown as it was, with its data and drawings, and nothing is wrong with these."""
    deck = DECK + "\n---\n\n## E\n\n![An x](assets/x.svg){.inline}\n"
    edited = make_course(
        {**FILES, "decks/a.md": deck, "assets/x.svg": "<svg viewBox='0 0 9 9'><path d='M0 0'/></svg>\n"}
    )
    page = edited.open("a")
    messages = edited.edit("decks/a.md", "")
    assert ([message["type"] for message in messages], codes(messages)) == (["findings"], ["deck-empty"])
    assert edited.open("a").count("<svg") == page.count("<svg")
    edited.edit("slides.yaml", "title: Other\n")
    assert edited.open("a").count("<svg") == page.count("<svg")
    assert [finding.code for finding in edited.course.all_findings()] == ["deck-empty"]
    assert sorted(changed(edited.edit("data/x.csv", "t,v\n1,2\n2,80\n"))) == ["b", "c"]
    assert codes(edited.edit("decks/a.md", deck)) == []


def test_text_among_numbers_is_told_in_the_data(make_course: MakeEdited) -> None:
    """At its cell, with the place in the deck; the chart stays as it was, the table shows the text."""
    edited = make_course(FILES)
    edited.open("a")
    messages = edited.edit("data/x.csv", "t,v\n1,2\n2,x\n")
    (told,) = (message for message in messages if message["type"] == "findings" and message["page"] == "a")
    (finding,) = told["findings"]
    assert (finding["code"], finding["file"], finding["line"]) == ("data-value", "data/x.csv", 3)
    assert finding["notes"] == ["included from decks/a.md:7:1"]
    assert "b" not in changed(messages)
