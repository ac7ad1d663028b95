"""Courses and decks without formulas or captions: who that holds for, what pages load, and the preview."""

from __future__ import annotations

import re

from conftest import MakeCourse
from dl4ad_slides.load.reload import reload_named, reload_project
from dl4ad_slides.model.project import Project
from dl4ad_slides.render.deck.deck import RenderMemory, render_deck
from dl4ad_slides.render.deck.engines import Engines
from dl4ad_slides.render.facts import CourseFacts
from helpers import KATEX_JS, VEGA_JS

PRICES = "From $5 to $6"
FILES = {
    "slides.yaml": "math: false\n",
    "decks/01.md": f"# {PRICES}\n\n---\n\n## B\n\n{PRICES}\n\n---\n\n<<INCLUDE:02.md>>\n\n---\n\n<<INCLUDE:04.md>>\n",
    "decks/02.md": "---\nmath: true\n---\n## C\n\n$x$ and <<INCLUDE:_part.md>>\n",
    "decks/03.md": f"---\nmarkdown: {{engine: python-markdown}}\n---\n## D\n\n{PRICES}: `$$x$$`\n",
    "decks/04.md": '---\nfigures: false\n---\n## E\n\n![](assets/a.svg "Tip")\n',
    "decks/05.md": '## F\n\n![](assets/a.svg "Caption")\n\n---\n\n<<INCLUDE:04.md>>\n',
    "assets/a.svg": "<svg/>",
    "decks/_part.md": PRICES,
    "pages/prices.md": f"# {PRICES}\n\n{PRICES}\n",
}


def test_course(course: MakeCourse) -> None:
    """Each file has formulas or not, wherever it is shown; what has none asks for no KaTeX."""
    made = course(FILES)
    outcome = made.build()
    assert (outcome.exit_code, outcome.stderr) == (0, "")
    first, second, third, text = (made.page(f"{name}.html") for name in ("01", "02", "03", "prices"))
    assert f'<section id="from-5-to-6" class="slide-title"><h1>{PRICES}</h1>' in first
    assert f"<p>{PRICES}</p>" in first
    assert [page.count('<annotation encoding="application/x-tex">x<') for page in (first, second)] == [1, 1]
    assert PRICES in second
    assert f"<p>{PRICES}: <code>$$x$$</code></p>" in third
    assert [PRICES in text, "katex" in text] == [True, False]
    styles = [re.findall(r'<link rel="stylesheet"[^>]* data-parts="([^"]*)"', page) for page in (second, third)]
    assert ["katex/katex.min.css" in " ".join(parts) for parts in styles] == [True, False]
    assert f"<title>{PRICES} " in first


def test_captions(course: MakeCourse) -> None:
    """Titles are tooltips where a file says so, wherever it is shown; in `slides.yaml`, for all."""
    made = course(FILES)
    assert made.build().stderr == ""
    for name in ("01", "04", "05"):
        page = made.page(f"{name}.html")
        assert ('title="Tip"' in page, 'title="Caption"' in page) == (True, False)
        assert page.count("<figcaption>") == (name == "05")
    made.write({"slides.yaml": "math: false\nfigures: false\n"}).build()
    assert 'title="Caption"' in made.page("05.html")


def test_preview(course: MakeCourse) -> None:
    """An edit of the setting shows as if everything were made anew, also where slides are included."""
    made = course(FILES)
    project, engines, memory = made.load(), Engines(KATEX_JS, VEGA_JS), RenderMemory()
    before = shown(project, engines, memory)
    edits = {
        "slides.yaml": "math: true\nfigures: no\n",
        "decks/02.md": FILES["decks/02.md"].replace("true", "off"),
        "decks/04.md": FILES["decks/04.md"].replace("false", "on"),
    }
    for path, text in edits.items():
        made.write({path: text})
        project = reload_named(reload_project(project, [path]), [path])
        after = shown(project, engines, memory)
        assert after == shown(made.load(), Engines(KATEX_JS, VEGA_JS), RenderMemory())
        assert after != before
        before = after


def shown(project: Project, engines: Engines, memory: RenderMemory) -> list[list[str]]:
    facts = CourseFacts(project)
    return [[str(slide) for slide in render_deck(deck, facts, engines, memory).slides] for deck in project.decks]
