"""The pipeline: a project in, the files of the site and all findings out."""

from __future__ import annotations

import re

from conftest import MakeCourse
from dl4ad_slides.build import build_site
from dl4ad_slides.course import load_course
from dl4ad_slides.model.diagnostics import Severity
from dl4ad_slides.model.output import BuildResult


def test_gives_pages_static_files_and_assets(course: MakeCourse) -> None:
    """Nothing is written, and every path is relative with forward slashes."""
    made = course({"decks/x/a.md": "# A\n", "assets/x/a.svg": "<svg/>"})
    paths = {file.path for file in made.result().files}
    assert {"a.html", "index.html", "assets/x/a.svg", "_static/speaker.html", "_static/js/search-engine.js"} <= paths
    assert not [path for path in paths if path.startswith("/") or "\\" in path or ".." in path]
    assert not (made.root / "build").exists()


def test_without_the_index(course: MakeCourse) -> None:
    """For a build of single decks."""
    result = build_site(course({"decks/a.md": "# A\n"}).load(), with_index=False)
    assert "index.html" not in {file.path for file in result.files}


def test_single_decks_have_the_navigation_of_all(course: MakeCourse) -> None:
    """It names the pages of text, which are not written; what is wrong with these is told when they are."""
    made = course({"decks/a.md": "# A\n", "decks/b.md": "# B\n", "pages/p.md": "# Page\n\n$x$ <<NOPE>>\n"})
    whole, single = made.result(), build_site(load_course(made.root, ["a"]), with_index=False)
    nav = [re.search(r"<nav.*?</nav>", content(result, "a.read.html"), re.DOTALL) for result in (whole, single)]
    assert nav[0]
    assert nav[1]
    assert "Page" in nav[0][0] == nav[1][0]
    assert not [file.path for file in single.files if file.path.startswith(("p.html", "_static/katex/"))]
    assert [finding.code for finding in whole.findings] == ["placeholder-unknown"]
    assert single.findings == ()


def content(result: BuildResult, path: str) -> str:
    (found,) = (file.content for file in result.files if file.path == path)
    assert isinstance(found, bytes)
    return found.decode()


def test_tells_of_each_deck_before_it_is_rendered(course: MakeCourse) -> None:
    """For a progress bar, in the order of the course."""
    seen: list[str] = []
    build_site(course({"decks/b.md": "", "decks/a.md": ""}).load(), on_deck=lambda deck: seen.append(deck.name))
    assert seen == ["a", "b"]


def test_the_same_project_gives_the_same_bytes(course: MakeCourse) -> None:
    """So that an unchanged page is not written again."""
    made = course({"decks/a.md": "# A\n\n$x$ <<TIMELINE:t>>\n", "timelines/t.yaml": "events: [{year: 1, name: a}]\n"})
    assert made.result() == made.result()


def test_findings_of_all_stages_come_in_order(course: MakeCourse) -> None:
    """By file and line, each once, whichever stage found it."""
    made = course(
        {
            "slides.yaml": "titel: A\nmarkdown: {engine: python-markdown, extensions: [nope]}\n",
            "timelines/t.yaml": "events: []\n",
            "decks/b.md": "$\\nope$\n",
            "decks/a.md": "---\ntitel: A\n---\n# A\n\n$\\nope$\n\n</div>\n",
        }
    )
    result = made.result()
    places = [str(finding.position) for finding in result.findings]
    assert places == sorted(places)
    assert len(set(result.findings)) == len(result.findings)
    assert {place.split(":")[0] for place in places} == {"decks/a.md", "decks/b.md", "slides.yaml", "timelines/t.yaml"}
    assert result.count(Severity.ERROR) + result.count(Severity.WARNING) == len(places)
    assert result.complete
