"""Pages of text: which there are, in which order, and what is wrong with them."""

from __future__ import annotations

import pytest

from conftest import MakeCourse

DECK = {"decks/a.md": "# A\n"}


def test_pages_are_in_the_order_of_the_navigation(course: MakeCourse) -> None:
    """By `order`, then by name; `_` and `.` in front of a name leave out, and folders have no meaning."""
    pages = {f"pages/{name}.md": "# T\n" for name in ("b", "c", "_no", ".no", "more/d", "_drafts/e")}
    project = course({**DECK, **pages, "pages/z.md": "---\norder: 1\n---\n# Z\n"}).load()
    assert [page.deck.name for page in project.pages] == ["z", "b", "c", "d"]
    assert project.findings == ()


def test_front_matter(course: MakeCourse) -> None:
    """Title, description, order and a place in the navigation; all else is a finding."""
    text = "---\ntitle: P\ndescription: D\norder: 2\nnav: false\npart: X\n---\nText\n"
    project = course({**DECK, "pages/p.md": text}).load()
    (page,) = project.pages
    assert (page.front_matter.title, page.front_matter.description) == ("P", "D")
    assert (page.front_matter.order, page.front_matter.nav) == (2, False)
    assert [str(finding) for finding in project.findings] == [
        "pages/p.md:6:1: error[deck-unknown-key]: the front matter has no key `part`\n"
        "  hint: The keys are `description`, `draft`, `nav`, `order`, `title`."
    ]


@pytest.mark.parametrize(
    ("path", "other"),
    [
        ("pages/a.md", "the deck `a`"),
        ("pages/A.md", "the deck `a`"),
        ("pages/a.read.md", "the reading page of the deck `a`"),
        ("pages/404.md", "the page for addresses that do not exist"),
        ("pages/Index.md", "the home page"),
        ("pages/x/p.md", "pages/p.md"),
    ],
)
def test_names_that_are_taken(course: MakeCourse, path: str, other: str) -> None:
    """The page is left out, and the finding names what is there."""
    project = course({**DECK, "pages/p.md": "# P\n", path: "# T\n"}).load()
    assert [page.deck.source.path for page in project.pages] == ["pages/p.md"]
    (finding,) = project.findings
    assert (finding.code, finding.position.file) == ("page-taken", path)
    assert finding.message == f"this page would be written where {other} is"


def test_another_folder(course: MakeCourse) -> None:
    """`paths` may name another one."""
    pages = {"texts/p.md": "# P\n", "pages/q.md": "# Q\n"}
    project = course({**DECK, **pages, "slides.yaml": "paths: {pages: texts}"}).load()
    assert [page.deck.name for page in project.pages] == ["p"]
