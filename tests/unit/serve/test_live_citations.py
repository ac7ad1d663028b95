"""Citations and bibliographies under the editor's hands."""

from __future__ import annotations

from collections.abc import Iterable

from edited import MakeEdited

from dl4ad_slides.serve.messages import Message

WORK = "@book{%s, author = {%s, A.}, title = {%s}, publisher = {P}, year = 2007}\n"
BIB = WORK % ("a", "Able", "First") + WORK % ("b", "Baker", "Second")
DECK = "# A\n\n---\n\n## B\n\n[@a]\n\n---\n\n## C\n\nText\n\n---\n\n## List\n\n<<REFERENCES>>\n"
FILES = {"slides.yaml": "bibliography: refs.bib\n", "refs.bib": BIB, "decks/a.md": DECK}


def changed(messages: Iterable[Message]) -> dict[str, str]:
    """Return the slides that open pages get, by id."""
    found = [message["changed"] for message in messages if message["type"] == "slides"]
    return dict(found[0]) if found else {}


def codes(messages: Iterable[Message]) -> list[str]:
    told = [message for message in messages if message["type"] == "findings"]
    return [finding["code"] for finding in told[-1]["findings"]] if told else []


def test_what_is_cited_is_listed(make_course: MakeEdited) -> None:
    """A new citation changes its slide and the list."""
    edited = make_course(FILES)
    edited.open("a")
    slides = changed(edited.edit("decks/a.md", DECK.replace("Text", "Text [@b]")))
    assert list(slides) == ["c", "list"]
    assert "Baker, 2007" in slides["c"]
    assert "Second" in slides["list"]


def test_an_edit_of_the_bibliography_changes_who_cites_it(make_course: MakeEdited) -> None:
    """The slides that show the work, and no others."""
    edited = make_course(FILES)
    edited.open("a")
    assert list(changed(edited.edit("refs.bib", BIB.replace("First", "Other")))) == ["list"]
    assert list(changed(edited.edit("refs.bib", BIB.replace("Able", "Aaron")))) == ["b", "list"]
    assert changed(edited.edit("refs.bib", "\n" + BIB.replace("Able", "Aaron"))) == {}


def test_a_key_that_goes_is_told_and_the_last_good_slide_stays(make_course: MakeEdited) -> None:
    """And mended when it comes back."""
    edited = make_course(FILES)
    edited.open("a")
    messages = edited.edit("refs.bib", WORK % ("b", "Baker", "Second"))
    assert codes(messages) == ["cite-unknown-key", "deck-empty-list"]
    assert "b" not in changed(messages)
    assert codes(edited.edit("refs.bib", BIB)) == []


def test_a_bibliography_that_comes_later(make_course: MakeEdited) -> None:
    """It is waited for where the settings name it."""
    edited = make_course({name: text for name, text in FILES.items() if name != "refs.bib"})
    edited.open("a")
    slides = changed(edited.edit("refs.bib", BIB))
    assert "Able, 2007" in slides["b"]


def test_a_deck_may_name_another_bibliography(make_course: MakeEdited) -> None:
    """In its front matter, which may change too."""
    edited = make_course({**FILES, "other.bib": WORK % ("a", "Zeta", "Third")})
    edited.open("a")
    edited.edit("decks/a.md", "---\nbibliography: other.bib\n---\n" + DECK)
    assert "Zeta, 2007" in edited.open("a")
    edited.edit("decks/a.md", DECK)
    assert "Able, 2007" in edited.open("a")


def test_findings_about_entries_follow_their_lines(make_course: MakeEdited) -> None:
    """An entry that only moves down its file shows the same on slides, and its finding stands elsewhere."""
    bare = "@book{a, title = {First}}\n"
    edited = make_course({**FILES, "refs.bib": bare + WORK % ("b", "Baker", "Second")})
    edited.open("a")
    edited.edit("refs.bib", "\n\n" + bare + WORK % ("b", "Baker", "Second"))
    (finding,) = edited.course.findings("a")
    assert finding.position.line == 3


def test_findings_about_names_of_bibliographies_follow_their_lines(make_course: MakeEdited) -> None:
    """The front matter names a file that is not there, and grows above that."""
    edited = make_course({**FILES, "decks/a.md": f"---\nbibliography: none.bib\n---\n{DECK}"})
    edited.open("a")
    edited.edit("decks/a.md", f"---\ntitle: A\nbibliography: none.bib\n---\n{DECK}")
    places = [finding.position.line for finding in edited.course.findings("a") if finding.code == "cite-bibliography"]
    assert places == [3]
