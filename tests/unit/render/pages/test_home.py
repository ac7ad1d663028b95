"""The home page: its blocks in the order of the settings, its dates, people and links."""

from __future__ import annotations

import re

import pytest
from selectolax.lexbor import LexborHTMLParser

from conftest import MakeCourse

DATES = """entries:
  - {date: 2026-10-15, topic: The first}
  - {date: 2026-10-22, topic: Something else}
  - {date: 2026-10-22, topic: Hand in, deadline: true, time: "12:00"}
  - {date: Week 12, topic: Questions, note: Bring yours, url: "https://example.org"}
"""
FILES = {
    "slides.yaml": "title: T\nterm: Winter\nlanguage: en-GB\nschedule: data/dates.yaml\nlicense: CC BY-SA 4.0\n"
    "teachers: [{name: Ada Lovelace, role: Lectures, email: ada@example.org}]\n",
    "decks/01-first.md": "---\ndate: 2026-10-15\nlinks: {notebook: https://example.org/n, Sheet: assets/s%20t.pdf}\n"
    "---\n# A\n",
    "decks/02-second.md": "---\ndate: 2026-10-22\n---\n# B\n",
    "assets/s t.pdf": b"",
    "data/dates.yaml": DATES,
    "pages/index.md": "---\ndescription: About it\n---\nWhat it is.\n\n## Before\n\nKnow $x$.\n",
    "pages/help.md": "# Getting help\n\nAsk.\n",
    "pages/quiet.md": "---\nnav: false\n---\n# Quiet\n",
}


def home(course: MakeCourse, **more: str) -> LexborHTMLParser:
    files = {**FILES, **{name.replace("__", "/").replace("_yaml", ".yaml"): text for name, text in more.items()}}
    made = course(files)
    assert made.build().stderr == ""
    return LexborHTMLParser(made.page("index.html"))


def words(tree: LexborHTMLParser, query: str) -> list[str]:
    return [" ".join(node.text(deep=True).split()) for node in tree.css(query)]


def test_blocks_stand_in_their_order(course: MakeCourse) -> None:
    """All of them where the settings name none."""
    assert words(home(course), "main h2") == ["Lectures", "Schedule", "Before", "Teachers"]


def test_blocks_may_be_left_out_and_turned_round(course: MakeCourse) -> None:
    """Only those that are named, in the order of the names."""
    settings = f"{FILES['slides.yaml']}home: [teachers, content]\n"
    tree = home(course, slides_yaml=settings)
    assert words(tree, "main h2") == ["Teachers", "Lectures"]
    assert words(tree, "nav a") == ["Lectures", "Getting help"]


def test_a_course_brings_blocks_of_its_own(course: MakeCourse) -> None:
    """And replaces ours."""
    made = course(
        {
            **FILES,
            "slides.yaml": "home: [sponsors, intro]\n",
            "theme/templates/home/sponsors.html.j2": "<p>Thanks, {{ project.title }}</p>",
            "theme/templates/home/intro.html.j2": "<p>Mine</p>",
        }
    )
    assert made.build().stderr == ""
    assert words(LexborHTMLParser(made.page("index.html")), "main > p") == ["Thanks, Lectures", "Mine"]


def test_dates_lead_to_the_decks_of_their_days(course: MakeCourse) -> None:
    """But deadlines, which only lead where the schedule says; dates are written as the language does."""
    tree = home(course)
    assert [node.attributes["href"] for node in tree.css(".date-topic a")] == [
        "01-first.html",
        "02-second.html",
        "https://example.org",
    ]
    assert words(tree, ".date-when") == ["Thu, 15 Oct 2026", "Thu, 22 Oct 2026", "Thu, 22 Oct 202612:00", "Week 12"]
    days = [node.attributes["datetime"] for node in tree.css(".dates time")]
    assert days == ["2026-10-15", "2026-10-22", "2026-10-22"]
    assert words(tree, ".is-deadline .date-topic") == ["Hand in Deadline"]


def test_links_of_a_lecture(course: MakeCourse) -> None:
    """Slides, reading page and what the front matter names: known labels in words of ours, others as written."""
    card = home(course).css(".card")[0]
    links = [(re.sub(r":.*", "", node.text(deep=True)), node.attributes["href"]) for node in card.css("a")]
    assert links == [
        ("A", "01-first.html"),
        ("Reading page", "01-first.read.html"),
        ("Notebook", "https://example.org/n"),
        ("Sheet", "assets/s%20t.pdf"),
    ]


def test_bar_and_foot_of_all_pages(course: MakeCourse) -> None:
    """Where one is, what else there is, the licence with its deed, and when it last changed."""
    made = course(FILES)
    made.build()
    for name, current in (("index.html", "T"), ("help.html", "Getting help"), ("quiet.html", "")):
        tree = LexborHTMLParser(made.page(name))
        assert words(tree, "nav[aria-label=Pages] a") == ["Lectures", "Schedule", "Getting help"]
        assert words(tree, "[aria-current=page]") == ([current] if current else [])
        deed = tree.css_first("a[rel=license]")
        assert deed is not None
        assert deed.attributes["href"] == "https://creativecommons.org/licenses/by-sa/4.0/"
        assert tree.css_first("footer time") is not None


def test_titles_and_descriptions(course: MakeCourse) -> None:
    """Of a page its own and that of the course; of the home the course's alone."""
    made = course(FILES)
    made.build()
    assert "<title>T</title>" in made.page("index.html")
    assert '<meta name="description" content="About it">' in made.page("index.html")
    assert "<title>Getting help – T</title>" in made.page("help.html")


def test_a_page_has_one_heading_of_level_1(course: MakeCourse) -> None:
    """Its own, or else its title."""
    made = course({**FILES, "pages/plain.md": "---\ntitle: Plain & simple\n---\nText\n"})
    made.build()
    assert words(LexborHTMLParser(made.page("plain.html")), "h1") == ["Plain & simple"]
    assert words(LexborHTMLParser(made.page("help.html")), "h1") == ["Getting help"]


def test_formulas_bring_their_style_sheet(course: MakeCourse) -> None:
    """Where there are any, on the page that has them."""
    made = course(FILES)
    made.build()
    assert "katex.min.css" in made.page("index.html")
    assert "katex.min.css" not in made.page("help.html")


def test_one_deck_alone_leaves_pages_out(course: MakeCourse) -> None:
    """A build of named decks writes these only."""
    made = course(FILES)
    made.build("decks/01-first.md")
    assert not {"index.html", "help.html"} & made.built


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("Ada Lovelace", "AL"),
        ("Dr. Erika Mustermann", "EM"),
        ("Prof. Dr.-Ing. Jörg Größer", "JG"),
        ("Erika von der Tann", "ET"),
        ("Anna Maria Schmidt", "AS"),
        ("Plato", "P"),
        ("e.e. cummings", "EC"),
    ],
)
def test_initials_are_those_of_names(name: str, initials: str, course: MakeCourse) -> None:
    """Where somebody has no picture: neither of titles nor of particles."""
    tree = home(course, slides_yaml=f"teachers: [{name}]\n")
    assert words(tree, ".teacher-picture") == [initials]


def test_drafts_are_marked(course: MakeCourse) -> None:
    """For those who see them, on the card and in the name of the link."""
    made = course({"decks/01-a.md": "# A\n", "decks/02-b.md": "---\ndraft: true\n---\n# B\n"})
    made.run("build", "--audience", "instructor")
    tree = LexborHTMLParser((made.root / "build-instructor/index.html").read_text("utf-8"))
    assert words(tree, ".badge-draft") == ["Draft"]
    assert words(tree, ".card-title") == ["A", "B (Draft)"]


def test_no_level_of_heading_is_left_out(course: MakeCourse) -> None:
    """Lectures without a part are headings right below the block."""
    made = course({"decks/01-a.md": "---\npart: One\n---\n# A\n", "decks/02-b.md": "# B\n"})
    made.build()
    levels = [node.tag for node in LexborHTMLParser(made.page("index.html")).css("main :is(h1, h2, h3, h4)")]
    assert levels == ["h1", "h2", "h3", "h4", "h3"]
