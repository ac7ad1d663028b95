"""Front matter of other tools: taken over where it means something here, else told in one warning a key."""

from __future__ import annotations

import pytest

from conftest import MakeCourse
from dl4ad_slides.load.front_matter import split_front_matter
from dl4ad_slides.load.settings import read_front_matter
from dl4ad_slides.model.diagnostics import Diagnostic
from dl4ad_slides.model.settings import Footer, FrontMatter, Settings
from dl4ad_slides.model.source import Source


def read(text: str) -> tuple[FrontMatter, list[str]]:
    findings: list[Diagnostic] = []
    value, _ = split_front_matter(Source("decks/a.md", f"---\n{text}\n---\n# A\n"), findings)
    front_matter = read_front_matter(value, Settings(reveal={"loop": False}), findings)
    assert not any(finding.holds_back for finding in findings)
    return front_matter, [f"{each.position.line} {each.severity} {each.message}" for each in findings]


def test_taken_over() -> None:
    """Keys of other tools are read under our names, options of Reveal.js into `reveal`; nothing is told."""
    front_matter, told = read(
        "author: [{name: A}, B]\nlang: de\ntransition: fade\nslide-number: true\nfooter: left\n"
        "revealOptions: {loop: true, keyboard: {13: next}}"
    )
    assert told == []
    assert front_matter.authors == ("A", "B")
    assert front_matter.language == "de"
    assert front_matter.footer == Footer(left="left")
    expected = {"loop": True, "transition": "fade", "slideNumber": True, "keyboard": {"13": "next"}}
    assert front_matter.reveal == expected


def test_quarto_and_mkslides() -> None:
    """Options in a mapping of their own count as if they stood in the front matter."""
    quarto, told = read(
        "format:\n  revealjs:\n    theme: dark\n    slide-number: c/t\n    incremental: true\n    a-b: 1"
    )
    assert told == ["7 warning `a-b` has no effect here"]
    assert (quarto.theme, quarto.incremental, quarto.reveal["slideNumber"]) == ("dark", "true", "c/t")
    mkslides, told = read("slides: {theme: black, highlight_theme: x}\nrevealjs: {transition: none, width: 960}")
    assert told == [
        "2 warning `black` is a theme of another tool; the deck is shown in ours, dark",
        "2 warning `highlight_theme` has no effect here",
        "3 warning `width` has no effect here",
    ]
    assert (mkslides.theme, mkslides.reveal) == ("dark", {"loop": False, "transition": "none"})


def test_ours_wins() -> None:
    """A key of ours beside the same of another tool counts, and the other is told, unless they agree."""
    front_matter, told = read("authors: A\nauthor: B\nreveal: {transition: none}\ntransition: fade\nlang: de")
    assert told == ["3 warning `author` is not used", "5 warning `transition` is not used"]
    assert (front_matter.authors, front_matter.reveal["transition"]) == (("A",), "none")
    assert read("transition: none\nrevealOptions: {transition: fade}")[1] == ["3 warning `transition` is not used"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("theme: css/mine.css", "`css/mine.css` is no theme here; the deck is shown in that of the course"),
        ("theme: [simple, mine.scss]", "a list is a theme of another tool; the deck is shown in ours, light"),
        ("date: today", "`today` is no date here"),
        ("format: {pptx: {toc: true}}", "the format `pptx` is not made here"),
        ("marp: true", "`marp` has no effect here"),
        ("math: mathjax", "`math` has no effect here"),
    ],
)
def test_told(text: str, message: str) -> None:
    """What means nothing here is one warning."""
    assert read(text)[1] == [f"2 warning {message}"]


def test_a_theme_of_their_own() -> None:
    """An unknown theme is one of another tool where other keys show that the deck is; else it is a slip."""
    front_matter, told = read("marp: true\ntheme: teaching")
    assert told == [
        "2 warning `marp` has no effect here",
        "3 warning `teaching` is no theme here; the deck is shown in that of the course",
    ]
    assert front_matter.theme == read("title: A")[0].theme
    assert read("marp: true\ntheme: dark")[0].theme == "dark"
    assert [told for told in read("theme: teaching")[1] if " error " in told] != []


@pytest.mark.parametrize("key", ["titel", "autor", "published", "hidden", "private", "Draft", "notez"])
def test_unknown(key: str, course: MakeCourse) -> None:
    """A misspelt key of ours, and one that decides elsewhere who sees a deck, is an error and holds it back."""
    made = course({"decks/a.md": f"---\n{key}: true\n---\n# A\n", "decks/b.md": "# B\n"})
    outcome = made.build()
    assert f"decks/a.md:2:1: error[deck-unknown-key]: the front matter has no key `{key}`" in outcome.stderr
    assert "a.html" not in made.built


def test_public(course: MakeCourse) -> None:
    """A deck of another tool is built, and published."""
    head = "title: K\nauthor: A. Cook\ntheme: black\nhighlightTheme: monokai\ncss: own.css\nslideNumber: true"
    made = course({"decks/a.md": f"---\n{head}\ntransition: none\nrevealOptions:\n  transition: none\n---\n# K\n"})
    outcome = made.build()
    assert outcome.exit_code == 0
    assert outcome.stderr.count("warning[deck-foreign-key]") == 3
    page = made.page("a.html")
    assert '"transition":"none"' in page.replace('": "', '":"')
    assert "A. Cook" in page
