"""The settings that only the home page shows."""

from __future__ import annotations

import pytest

from conftest import MakeCourse
from dl4ad_slides.model.settings import HOME_BLOCKS, HomeBlock, Link, Teacher

DECK = {"decks/a.md": "# A\n"}


def test_all_of_them(course: MakeCourse) -> None:
    """Institution, term, teachers, licence, address, schedule, and the blocks of the home page."""
    text = """
institution: University
term: Winter
license: CC BY 4.0
url: https://example.org/course
schedule: data/dates.yaml
home: [schedule, content]
teachers:
  - Grace Hopper
  - name: Ada Lovelace
    role: Lectures
    picture: assets/ada.jpg
    url: https://example.org/ada
    email: ada@example.org
    links: {code: https://example.org/code}
"""
    dates = "entries: [{date: 2026-10-15, topic: T}]"
    project = course({**DECK, "slides.yaml": text, "assets/ada.jpg": b"", "data/dates.yaml": dates}).load()
    assert (*project.findings, *project.library.findings) == ()
    settings = project.settings
    assert (settings.institution, settings.term, settings.license) == ("University", "Winter", "CC BY 4.0")
    assert settings.url == "https://example.org/course/"
    assert project.library.find("schedule", settings.schedule.path)
    assert settings.home == (HomeBlock("schedule"), HomeBlock("content"))
    links = (Link("code", "https://example.org/code"),)
    ada = Teacher("Ada Lovelace", "Lectures", "assets/ada.jpg", "https://example.org/ada", "ada@example.org", links)
    assert settings.teachers == (Teacher("Grace Hopper"), ada)


def test_without_any_all_blocks_are_there(course: MakeCourse) -> None:
    """In an order that suits most courses."""
    assert course(DECK).load().settings.home == HOME_BLOCKS


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("teachers: Ada", "1:11: error[config-wrong-type]: `teachers` must be a list, not `Ada`"),
        ("teachers: [{role: R}]", "1:12: error[config-missing-key]: a teacher has no `name`"),
        ("teachers: [{nmae: A, name: B}]", "1:13: error[config-unknown-key]: a teacher has no key `nmae`"),
        ("teachers: [{name: A, email: x}]", "1:29: error[config-wrong-type]: `email` must be an address, not `x`"),
        ("teachers: [{name: A, url: 'javascript:x'}]", "error[config-wrong-type]: `url` must be a link, not"),
        ("teachers: [{name: A, links: [a]}]", "error[config-wrong-type]: `links` must map labels to links, not a list"),
        (
            "teachers: [{name: A, picture: assets/b}]",
            "1:12: warning[asset-missing]: there is no picture `assets/b`",
        ),
        ("url: example.org", "1:6: error[config-wrong-type]: `url` must be the address of the site, not `example.org`"),
        (
            'url: "https://[::1"',
            "1:6: error[config-wrong-type]: `url` must be the address of the site: Invalid IPv6 URL",
        ),
        ("url: https://a.b:99999999", "1:6: error[config-wrong-type]: `url` must be the address of the site: Port out"),
        ("url: https://u:p@a.b", "1:6: error[config-wrong-type]: `url` must be the address of the site, not"),
        ("home: [intro, intro]", "1:15: error[config-wrong-type]: the block `intro` stands there already"),
        ("home: [intro, contnet]", "1:15: error[config-home-block]: the home page has no block `contnet`"),
        ("schedule: data/no.yaml", "1:11: error[data-not-found]: there is no schedule `data/no.yaml`"),
        ("schedule: ../no.yaml", "1:11: error[config-wrong-type]: `schedule` must be a file inside the project"),
    ],
)
def test_what_is_wrong(course: MakeCourse, text: str, finding: str) -> None:
    """A finding at the value."""
    report = course({**DECK, "slides.yaml": text}).build().stderr
    assert finding in report
    assert report.startswith("slides.yaml:1:")


def test_blocks_of_the_home_page(course: MakeCourse) -> None:
    """There may be none; one that does not exist is told once, and left out; a mistake in one's own names its file."""
    made = course({**DECK, "slides.yaml": "home: []\n"})
    assert made.build().findings == []
    assert "home-lectures" not in made.page("index.html")
    made.write({"slides.yaml": "home: [content, mien]\n"})
    assert [finding.split(": ")[1] for finding in made.build().findings] == ["error[config-home-block]"]
    assert "home-lectures" in made.page("index.html")
    made.write({"slides.yaml": "home: [mine]\n", "theme/templates/home/mine.html.j2": "<p>\n{{ nobody }}</p>\n"})
    assert made.build().findings[0].startswith("theme/templates/home/mine.html.j2:2:1: error[theme-template]")


def test_near_misses_are_named(course: MakeCourse) -> None:
    """A block, a schedule and a link to a file, each with what was meant."""
    made = course(
        {
            "decks/a.md": "---\nlinks: {pdf: assets/notes.pdf}\n---\n# A\n",
            "assets/note.pdf": b"",
            "data/dates.yaml": "entries: [{date: 2026-10-15, topic: T}]",
            "slides.yaml": "home: [contnet]\nschedule: data/date.yaml\n",
        }
    )
    report = made.build().stderr
    for meant in ("content", "data/dates.yaml", "assets/note.pdf"):
        assert f"Did you mean `{meant}`?" in report


def test_links_of_a_deck(course: MakeCourse) -> None:
    """To addresses, files of the course and pages beside it; what is a file must be there."""
    head = "---\nlinks: {notebook: https://example.org, Sheet: assets/s.pdf#page=2, other: ../x/, page: p.html}\n---\n"
    project = course({"decks/a.md": f"{head}# A\n", "assets/s.pdf": b""}).load()
    assert project.findings == ()
    (deck,) = project.decks
    assert [(link.label, link.href) for link in deck.front_matter.links] == [
        ("notebook", "https://example.org"),
        ("Sheet", "assets/s.pdf#page=2"),
        ("other", "../x/"),
        ("page", "p.html"),
    ]


def test_links_of_a_deck_to_files_beside_it(course: MakeCourse) -> None:
    """They are looked for beside the deck, then from the root, and copied; those of a draft are not."""
    head = "---\nlinks: {pdf: sheet.pdf#page=2, Data: ../shared/d.csv, code: code/run%20me.py, x: none.pdf}\n"
    made = course(
        {
            "decks/one/slides.md": f"{head}---\n# A\n",
            "decks/two/slides.md": "---\ndraft: true\nlinks: {pdf: secret.pdf}\n---\n# B\n",
            **dict.fromkeys(
                ("decks/one/sheet.pdf", "decks/shared/d.csv", "code/run me.py", "decks/two/secret.pdf"), ""
            ),
        }
    )
    outcome = made.build()
    assert outcome.findings == ["decks/one/slides.md:2:82: warning[asset-missing]: there is no file `none.pdf`"]
    files = {path for path in made.built if path.startswith("_files/")}
    assert files == {"_files/decks/one/sheet.pdf", "_files/decks/shared/d.csv", "_files/code/run me.py"}
    for page in ("index.html", "one.html"):
        for href in ("_files/decks/one/sheet.pdf#page=2", "_files/decks/shared/d.csv", "_files/code/run%20me.py"):
            assert f'href="{href}"' in made.page(page)
