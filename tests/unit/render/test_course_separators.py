"""Separators of a course in its decks: who they hold for, the preview, and what is not published."""

from __future__ import annotations

from conftest import MakeCourse
from dl4ad_slides.load.reload import reload_named, reload_project
from dl4ad_slides.model.project import Project
from dl4ad_slides.render.deck.deck import RenderMemory, render_deck
from dl4ad_slides.render.deck.engines import Engines
from dl4ad_slides.render.facts import CourseFacts
from helpers import KATEX_JS, VEGA_JS

DECKS = {
    "slides.yaml": "separators: {slide: '^=+$', notes: '^REM '}\n",
    "decks/01.md": "# A\n\n===\n\n## B\n\nREM secret\n",
    "decks/02.md": "---\nseparator: <!--s-->\nverticalSeparator: <!--v-->\n---\n# C\n<!--s-->\n## D\n<!--v-->\n## E\n",
    "decks/03.md": "# F\n\n===\n\n<<INCLUDE:01.md>>\n\n===\n\n<<INCLUDE:02.md>>\n",
}


def test_course(course: MakeCourse) -> None:
    """Those of slides.yaml hold for all decks, those of a deck for its slides wherever they are included."""
    made = course(DECKS)
    outcome = made.build()
    assert (outcome.exit_code, outcome.stderr) == (0, "")
    page = made.page("03.html")
    assert [f">{letter}</h" in page for letter in "ABCDE"] == [True] * 5
    assert '<aside class="notes"><p>secret</p>' in made.page("01.html")


def test_unreadable(course: MakeCourse) -> None:
    """No deck is published that a pattern which cannot be read is for, and none that takes slides from one."""
    made = course({**DECKS, "slides.yaml": "separators: {notes: '('}\n"})
    outcome = made.build()
    assert outcome.exit_code == 1
    assert outcome.stderr.count("error[config-separator]") == 1
    assert not {"01.html", "02.html", "03.html"} & made.built


def test_preview(course: MakeCourse) -> None:
    """An edit of separators shows as if everything were made anew, also where slides are included."""
    made = course(DECKS)
    project, engines, memory = made.load(), Engines(KATEX_JS, VEGA_JS), RenderMemory()
    shown(project, engines, memory)
    edits = {
        "slides.yaml": "separators: {slide: '^=+$', notes: '^## '}\n",
        "decks/02.md": "---\nseparator: <!--v-->\n---\n# C\n<!--s-->\n## D\n<!--v-->\n## E\n",
    }
    for path, text in edits.items():
        made.write({path: text})
        project = reload_named(reload_project(project, [path]), [path])
        after = shown(project, engines, memory)
        assert after == shown(made.load(), Engines(KATEX_JS, VEGA_JS), RenderMemory())
    assert [len(slides) for slides in after] == [2, 2, 5]


def shown(project: Project, engines: Engines, memory: RenderMemory) -> list[list[str]]:
    facts = CourseFacts(project)
    return [[str(slide) for slide in render_deck(deck, facts, engines, memory).slides] for deck in project.decks]
