"""Pages: decks, the index, the speaker view; from the templates of the theme."""

from __future__ import annotations

import json
import re

import pytest
from selectolax.lexbor import LexborHTMLParser

from conftest import MakeCourse
from helpers import ROOT, Course

SETTINGS = """\
title: Course & <b>
subtitle: Winter
language: de
authors: [A, B]
reveal: {keyboard: {13: '</script>'}}
"""
FIRST = """\
---
title: First & <i>
date: 2026-10-15
part: One
description: D
---
# Head *ing*
---
B
"""
COURSE = {
    "slides.yaml": SETTINGS,
    "decks/01-a b#c.md": FIRST,
    "decks/02-b.md": "---\npart: Two\n---\n# Second $x$\n",
    "decks/03-c.md": "---\npart: One\n---\n# Third\n",
    "decks/04-d.md": "---\ndraft: true\n---\n# Draft\n",
    "theme/css/own.css": "",
    "theme/js/own.js": "",
}


@pytest.fixture
def built(course: MakeCourse) -> Course:
    made = course(COURSE)
    assert made.build().stderr == ""
    return made


def test_the_page_of_a_deck(built: Course) -> None:
    """Language, title, description, authors and slides, all escaped."""
    page = LexborHTMLParser(built.page("01-a b#c.html"))
    assert page.css_first("html").attributes["lang"] == "de"
    assert page.css_first("title").text() == "First & <i> – Course & <b>"
    assert page.css_first('meta[name="description"]').attributes["content"] == "D"
    assert page.css_first('meta[name="author"]').attributes["content"] == "A, B"
    assert len(page.css(".slides > section")) == 2


def test_settings_for_reveal_are_data(built: Course) -> None:
    """JSON that no text can leave: the author's, above our own in `deck.js`."""
    page = built.page("02-b.html")
    found = re.search(r'id="ui_config">(.*?)</script>', page)
    assert found is not None
    config = json.loads(found[1])
    assert config == {"keyboard": {"13": "</script>"}}


def test_math_is_loaded_where_there_is_some(built: Course) -> None:
    """And nowhere else."""
    parts = [
        re.findall(r'data-parts="([^"]*\.css)"', built.page(name))[0].split() for name in ("02-b.html", "03-c.html")
    ]
    assert ["katex/katex.min.css" in sheets for sheets in parts] == [True, False]


def test_no_math_no_katex(course: MakeCourse) -> None:
    """A site without a formula has none of its files."""
    made = course({"decks/a.md": "# A\n"})
    made.build()
    assert not (made.root / "build" / "_static" / "katex").exists()


def test_pages_refer_to_files_that_are_there(built: Course) -> None:
    """Every style sheet, script, picture and link inside the site, with a version of its content; none elsewhere."""
    folder = built.root / "build"
    for page in folder.rglob("*.html"):
        for node in LexborHTMLParser(page.read_text()).css("[src], [href]"):
            target = node.attributes.get("src") or node.attributes.get("href") or ""
            if target.startswith(("data:", "#")):
                continue
            assert not re.match(r"[a-z]+:|/", target), target
            path = re.sub(r"[?#].*", "", target).replace("%20", " ").replace("%23", "#")
            assert (page.parent / path).is_file(), f"{page.name}: {target}"
            if path.endswith((".css", ".js")):
                assert re.search(r"\?v=[0-9a-f]{8}$", target)


def test_the_files_of_a_course_are_loaded_last(built: Course) -> None:
    """Its style sheets win over ours."""
    page = built.page("02-b.html")
    assert page.index("css/own.css") > page.index("css/slide.css")
    assert page.index("js/own.js") > page.index("js/deck.js")


def test_the_index(built: Course) -> None:
    """Decks by part, in the order in which parts come up first; real titles, dates and numbers; no drafts."""
    page = LexborHTMLParser(built.page("index.html"))
    assert [node.text() for node in page.css(".part h3")] == ["One", "Two"]
    links = [(node.attributes["href"], node.text()) for node in page.css(".card h4 a")]
    assert links == [("01-a%20b%23c.html", "First & <i>"), ("03-c.html", "Third"), ("02-b.html", "Second x")]
    facts = page.css_first(".card-facts").text()
    assert "15. Oktober 2026" in facts
    assert "2" in facts
    assert "Draft" not in built.page("index.html")


def test_the_index_of_a_course_of_drafts(course: MakeCourse) -> None:
    """A page that says so, not an error."""
    made = course({"decks/a.md": "---\ndraft: true\n---\n"})
    assert made.build().exit_code == 0
    assert "No lectures yet." in made.page("index.html")


@pytest.mark.parametrize(
    ("template", "line", "words"),
    [
        ("a\n{{ nope }}", 2, "'nope' is undefined"),
        ("a\n\n{% if %}", 3, "Expected an expression"),
        ("{{ static('css/nope.css') }}", 1, "the theme has no file `css/nope.css`"),
        ("\n{% include 'nope.html' %}", 2, "nope.html"),
        ("{{ 1 / 0 }}", 1, "division by zero"),
    ],
)
def test_a_template_that_fails(course: MakeCourse, template: str, line: int, words: str) -> None:
    """The finding names its line, and no page is written."""
    made = course({"decks/a.md": "# A\n", "theme/templates/index.html.j2": template})
    outcome = made.build()
    assert outcome.findings[0].startswith(f"theme/templates/index.html.j2:{line}:1: error[theme-template]: ")
    assert words in outcome.findings[0]
    assert (outcome.exit_code, made.built) == (1, set())


def test_our_own_course_is_sound(tmp_path_factory: pytest.TempPathFactory) -> None:
    """The decks of this repository have no finding at all."""
    outcome = Course(ROOT).build("--strict", "-o", str(tmp_path_factory.mktemp("site")))
    assert (outcome.stderr, outcome.exit_code) == ("", 0)


def test_the_cover_of_a_lecture_leads_nowhere(course: MakeCourse) -> None:
    """Links and ids of its first heading belong to the page of the deck."""
    files = {
        "slides.yaml": "bibliography: r.bib\n",
        "r.bib": "@book{a, title={T}, author={Able, A.}, year=2007, publisher={P}}\n",
        "decks/a.md": "# A [@a] [b](https://c.d) *e*[^1]\n\n[^1]: f\n\n---\n\n## R\n\n<<REFERENCES>>\n",
    }
    made = course(files)
    made.build()
    cover = made.page("index.html").partition('class="cover-title">')[2].partition("</div>")[0]
    assert cover == "A (Able, 2007) b <em>e</em>"


def test_the_cover_of_a_lecture_shows_its_title(course: MakeCourse) -> None:
    """That of the front matter where the first heading says something else."""
    made = course({"decks/a.md": "---\ntitle: Why & how\n---\n# Sound\n"})
    made.build()
    assert 'class="cover-title">Why &amp; how</div>' in made.page("index.html")
