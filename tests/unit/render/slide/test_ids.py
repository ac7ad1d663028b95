"""Ids that last and can be read."""

from __future__ import annotations

import re

import pytest

from conftest import MakeCourse
from dl4ad_slides.render.slide.ids import PAGE_PREFIX, anchor, slug, unique_id
from helpers import ROOT


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("Max pooling", "max-pooling"),
        ("  A -- B!  ", "a-b"),
        ("Größe & Maß", "groesse-mass"),
        ("Café naïve", "cafe-naive"),
        ("Don't", "dont"),
        ("2026", "slide-2026"),
        ("3D", "3d"),
        ("深度学习", "深度学习"),
        ("…", ""),
        ("", ""),
        ("a" * 100, "a" * 60),
        ("word " * 30, "word-" * 11 + "word-"[:5].strip("-")),
    ],
)
def test_slugs(text: str, made: str) -> None:
    """Lower case, hyphens, ASCII where that leaves anything, never digits alone, never endless."""
    assert slug(text) == made


def test_a_taken_id_gets_a_number() -> None:
    """The first that is free, also where an author took one."""
    assert [unique_id("a", taken) for taken in ([], ["a"], ["a", "a-2"], ["a", "a-3"])] == ["a", "a-2", "a-3", "a-2"]


def test_numbers_are_remembered() -> None:
    """Ids come out the same with the memory as without."""
    plain: list[str] = []
    quick: list[str] = []
    numbers: dict[str, int] = {}
    for wanted in ["a", "b", "a", "a-2", "a", "b", "a-2", "a"]:
        plain.append(unique_id(wanted, plain))
        quick.append(unique_id(wanted, quick, numbers))
    assert plain == quick
    assert len(set(plain)) == len(plain)


@pytest.mark.parametrize(
    ("heading", "made"),
    [
        ("Max pooling", "max-pooling"),
        ("Größe & Maß 3.4", "größe--maß-34"),
        ("What's `new`?", "whats-new"),
        ("snake_case - and more", "snake_case---and-more"),
        ("2024", "slide-2024"),
        ("ui_search", "slide-ui_search"),
        ("…", ""),
    ],
)
def test_anchors(heading: str, made: str) -> None:
    """As GitHub makes them; never the number of a slide, nor an id of the page."""
    assert anchor(heading) == made


def _ids(page: str) -> list[str]:
    return re.findall(r"""\sid="([^"]*)\"""", page)


def test_headings_within_slides(course: MakeCourse) -> None:
    """Each has an id of its own in the deck, notes excepted; slides keep theirs, and links find all of them."""
    slides = [
        "## Steps\n\n### Setup\n\n### Steps\n\n### 2024",
        "## Setup\n\n### Setup\n\n<h4>Own</h4>\n\n### Given {#setup-3}\n\n[a](#setup-2) [b](#own)\n\nNote:\n\n### Said",
        "## Own\n\n[c](#2024) [d](01-a.md#steps-2) [e](#setup-3)",
    ]
    made = course({"decks/01-a.md": "\n---\n".join(slides)})
    assert made.build().stderr == ""
    sections = made.page("01-a.html").partition('<div class="slides">')[2].partition("</main>")[0]
    assert _ids(sections) == [
        *("steps", "setup-2", "steps-2", "slide-2024"),
        *("setup", "setup-4", "own-2", "setup-3"),
        "own",
    ]
    assert 'href="#/slide-2024"' in sections


@pytest.mark.parametrize("link", ["#2024", "01-a.md#2024"])
def test_links_to_numbers(course: MakeCourse, link: str) -> None:
    """They mean a heading, and are told where there is none; behind a slash they mean slides in their order."""
    made = course({"decks/01-a.md": f"## A\n\n[x]({link}) [y](#/2)\n\n---\n\n## B"})
    (finding,) = made.result().findings
    assert (finding.code, finding.position.column) == ("link-missing-slide", 5)
    assert "`slide-2024`" in finding.message
    made.write({"decks/01-a.md": f"## A\n\n[x]({link}) [y](#/2)\n\n---\n\n## 2024"})
    assert not made.result().findings
    made.build()
    assert made.page("01-a.html").count('#/slide-2024"') == 1
    assert 'href="#/2"' in made.page("01-a.html")


def test_ids_of_pages_and_of_content_never_meet(course: MakeCourse) -> None:
    """All ids in templates begin as no id of content does, which is renamed."""
    for template in (ROOT / "theme" / "templates").rglob("*.j2"):
        given = [one for one in _ids(template.read_text("utf-8")) if not one.startswith("{{ ")]
        assert all(one.startswith(PAGE_PREFIX) for one in given), template
    names = ["Search", "Content", "Contents", "Schedule", "Reveal config", "Title meta", "ui_search"]
    slides = [f"## {name}\n\n### {name}\n\n<p id='ui_search-results'>a</p>" for name in names]
    made = course(
        {
            "decks/01-a.md": "\n---\n".join([*slides, "## X {#ui_search}"]),
            "pages/index.md": "\n".join(f"## {name}\n" for name in names),
            "pages/about.md": "\n".join(f"## {name}\n\n<p id='ui_content'>a</p>\n" for name in names[:1]),
        }
    )
    codes = [finding.code for finding in made.result().findings]
    assert codes == ["deck-duplicate-id"] * (len(names) + 2)
    made.build()
    for page in ("01-a.html", "01-a.read.html", "index.html", "about.html"):
        ids = _ids(made.page(page))
        assert [one for one in ids if ids.count(one) > 1 and one != "slide-ui_search-results"] == [], page
    assert 'id="search"' in made.page("01-a.html")
