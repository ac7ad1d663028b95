"""Checks that extensions bring: what they see of a deck, and what becomes of what they give."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest

from conftest import MakeCourse
from dl4ad_slides.model.checked import CheckedDeck, Finding
from dl4ad_slides.model.diagnostics import Severity
from dl4ad_slides.model.extension import Check
from dl4ad_slides.model.output import RenderedDeck
from dl4ad_slides.model.source import Position
from dl4ad_slides.render.deck.checks import checked_deck, run_checks
from helpers import Workshop

DECK = """\
---
date: 2026-11-12
language: de
authors: [Ada, Bo]
---

# Eins *zwei*

Note:
Zuerst
das.

---

## Drei {#drei}

<<INCLUDE:_b.md>>

--

  - vier
  - fünf
"""
HERE = Position("decks/deck.md", 3, 2)


@pytest.fixture
def rendered(course: MakeCourse) -> RenderedDeck:
    """Give a finished deck."""
    workshop = Workshop(course({"decks/_b.md": "Aus b\n", "decks/deck.md": DECK}))
    return workshop.render(DECK)[0]


def found(rendered: RenderedDeck, run: Callable[[CheckedDeck], Iterable[Finding]]) -> list[str]:
    """Return what a check finds in a deck, as reports write it."""
    check = Check("house", {"house-a": "S.", "house-b": "S."}, run)
    return [str(finding).split("\n")[0] for finding in run_checks(rendered, (check,))]


def test_shows_a_deck_as_its_readers_see_it(rendered: RenderedDeck) -> None:
    """What it is called, and of each slide its title, its HTML and the words of its author."""
    deck = checked_deck(rendered)
    assert (deck.name, deck.path, deck.title) == ("deck", "decks/deck.md", "Eins zwei")
    assert (deck.language, deck.date, deck.authors) == ("de", "2026-11-12", ("Ada", "Bo"))
    first, second, third = deck.slides
    assert [slide.id for slide in deck.slides] == ["eins-zwei", "drei", third.id]
    assert (first.title, second.title, third.title) == ("Eins zwei", "Drei", "")
    assert first.content.text.strip() == "# Eins *zwei*"
    assert first.notes is not None
    assert first.notes.text == "Zuerst\ndas."
    assert second.notes is None  # what it takes in from another file is none
    assert second.html.startswith('<section id="drei"')
    assert "Aus b" in second.html


def test_places_in_texts_are_places_in_files(rendered: RenderedDeck) -> None:
    """By offset and by line; what lies beyond the text is at its end."""
    first, second, third = checked_deck(rendered).slides
    assert first.notes is not None
    assert str(first.position) == "decks/deck.md:7:1"
    assert str(first.notes.at(first.notes.text.index("das"))) == "decks/deck.md:11:1"
    assert str(first.notes.at_line(2)) == "decks/deck.md:11:1"
    assert str(second.content.at(second.content.text.index("Drei"))) == "decks/deck.md:15:4"
    assert str(third.position) == "decks/deck.md:21:1"
    assert third.content.at(10**6) == third.content.at(len(third.content.text))
    assert third.content.at(-5) == third.content.at(0)


def test_takes_over_what_a_check_finds(rendered: RenderedDeck) -> None:
    """Severity, code, message, place and hint; a message stays on one line."""

    def run(_: CheckedDeck) -> list[Finding]:
        return [Finding("house-a", "too\nlong", HERE, "Cut it."), Finding("house-b", "m", HERE, "", Severity.ERROR)]

    one, two = run_checks(rendered, (Check("house", {"house-a": "S.", "house-b": "S."}, run),))
    assert str(one) == "decks/deck.md:3:2: warning[house-a]: too long\n  hint: Cut it."
    assert str(two) == "decks/deck.md:3:2: error[house-b]: m"


def test_a_check_that_is_done_with_a_deck_at_once(rendered: RenderedDeck) -> None:
    """No finding is no finding, and no check costs nothing."""
    assert found(rendered, lambda _: ()) == []
    assert run_checks(rendered, ()) == ()


def fails_late(_: CheckedDeck) -> Iterable[Finding]:
    yield Finding("house-a", "m", HERE)
    raise RuntimeError("x")


def leaves(_: CheckedDeck) -> Iterable[Finding]:
    raise SystemExit


FAILED = "slides.yaml:1:1: error[extension-failed]: the check `house` of `` failed on decks/deck.md: "


@pytest.mark.parametrize(
    ("run", "said"),
    [
        (leaves, "SystemExit"),
        (lambda _: [1 / 0], "ZeroDivisionError: division by zero"),
        (lambda _: None, "TypeError: 'NoneType' object is not iterable"),
        (lambda _: ["text"], "TypeError: a check gives findings with a position, not 'text'"),
        (lambda _: [Finding("house-a", "m", 7)], "TypeError: a check gives findings with a position, not Finding("),
        (lambda _: [Finding("house-c", "m", HERE)], "LookupError: the check does not declare the code `house-c`"),
        (lambda _: [Finding("deck-empty", "m", HERE)], "LookupError: the check does not declare the code `deck-e"),
        (lambda _: [Finding("house-a", "m", HERE, "", "grave")], "ValueError: 'grave' is not a valid Severity"),
        (lambda deck: deck.slides[0].nope, "AttributeError: 'CheckedSlide' object has no attribute 'nope'"),
    ],
)
def test_a_failing_check_is_a_finding(
    rendered: RenderedDeck, run: Callable[[CheckedDeck], Iterable[Finding]], said: str
) -> None:
    """Whatever a check raises or gives, the deck is shown and its author is told."""
    (finding,) = found(rendered, run)
    assert finding.startswith(FAILED + said)


def test_what_a_check_found_before_it_failed_is_kept(rendered: RenderedDeck) -> None:
    """A failure takes nothing back, and keeps no other check from running."""
    checks = [Check(name, {"house-a": "S."} if name == "house" else {}, fails_late) for name in ("house", "other")]
    codes = [finding.code for finding in run_checks(rendered, checks)]
    assert codes == ["house-a", "extension-failed", "extension-failed"]


def test_ctrl_c_ends_the_build(rendered: RenderedDeck) -> None:
    """Whoever stops a build means the build."""

    def run(_: CheckedDeck) -> Iterable[Finding]:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        found(rendered, run)


HOUSE = """\
from dl4ad_slides.api import Check, CheckedDeck, Finding


def length(text):
    return len(text.words)


def run(deck):
    for slide in deck.slides:
        yield Finding("house-slide", f"slide {slide.title}", slide.position)
    if deck.name == "b":
        length("")


HOUSE = Check("house", {"house-slide": "S."}, run)
"""


def test_a_failing_check_of_a_course_is_told_at_its_line(course: MakeCourse) -> None:
    """The finding stands at the last line of the extension that ran, and names the deck."""
    files = {"slides.yaml": "extensions: [house.py]\n", "house.py": HOUSE, "decks/b.md": "# B\n"}
    assert course(files).build().findings == [
        "decks/b.md:1:1: warning[house-slide]: slide B",
        "house.py:5:1: error[extension-failed]: the check `house` of `house.py` failed on decks/b.md: "
        "AttributeError: 'str' object has no attribute 'words'",
    ]


def test_checks_find_the_same_for_every_audience(course: MakeCourse) -> None:
    """Slides that are not for everybody are checked in every build; an included one is told of once."""
    hidden = '---\n\n<!-- .slide: data-audience="instructor" -->\n## Hidden\n'
    files = {
        "slides.yaml": "extensions: [house.py]\n",
        "house.py": HOUSE,
        "decks/a.md": f"# A\n\n{hidden}\n---\n\n<<INCLUDE:c.md>>\n",
        "decks/c.md": "# C\n",
        "pages/p.md": "# P\n",  # a page is no deck
    }
    made = course(files)
    told = [
        "decks/a.md:1:1: warning[house-slide]: slide A",
        "decks/a.md:5:1: warning[house-slide]: slide Hidden",
        "decks/c.md:1:1: warning[house-slide]: slide C",
    ]
    assert made.build().findings == told
    assert made.build("--audience", "instructor").findings == told
    assert "Hidden" not in made.page("a.html")
