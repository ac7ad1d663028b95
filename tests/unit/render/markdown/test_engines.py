"""Both engines behind one interface: the text of a slide in, HTML with slots out."""

from __future__ import annotations

import pytest

from conftest import MakeCourse
from dl4ad_slides.model.diagnostics import Diagnostic
from dl4ad_slides.model.source import Passage, Position
from dl4ad_slides.render.html.slots import SLOT, Slot, SlotKind, Slots, leave_slots
from dl4ad_slides.render.markdown import Engine
from dl4ad_slides.render.markdown.commonmark import render_commonmark
from dl4ad_slides.render.markdown.python_markdown import python_markdown_engine

PLACE = Position("slides.yaml", 2, 3)
ENGINES = [render_commonmark, python_markdown_engine((), PLACE, [])]


def render(engine: Engine, text: str) -> tuple[str, list[Slot]]:
    """Return the HTML, and what fills its slots in their order."""
    slots = Slots()
    html = engine(leave_slots(Passage.of(text, "a.md"), slots, []), slots, "p", [])
    return html, [slots[int(slot[1])] for slot in SLOT.finditer(html)]


@pytest.mark.parametrize("engine", ENGINES)
def test_holes_survive(engine: Engine) -> None:
    """In text, emphasis, lists, headings, tables, links and HTML."""
    text = "# $a$\n\n*$b$* [$c$](x)\n\n- $d$\n\n| $e$ |\n|---|\n| $f$ |\n\n<div>$g$</div>\n"
    assert [slot.content for slot in render(engine, text)[1]] == list("abcdefg")


@pytest.mark.parametrize("engine", ENGINES)
def test_code_gives_the_characters_back(engine: Engine) -> None:
    """In a line and in a block, escaped once."""
    html, slots = render(engine, "`$x$ <b> &amp; \\$`\n\n```python [1|2]\n$y$ \\$ <<Z>>\n```\n")
    assert "<code>$x$ &lt;b&gt; &amp;amp; \\$</code>" in html
    (code,) = [slot for slot in slots if slot.kind is SlotKind.CODE]
    assert (code.content, code.language, code.steps) == ("$y$ \\$ <<Z>>\n", "python", "1|2")


@pytest.mark.parametrize("engine", ENGINES)
def test_code_knows_its_line(engine: Engine) -> None:
    """For findings about it."""
    _, slots = render(engine, "a\n\nb\n\n```nope\nx\n```\n")
    assert [slot.position.line for slot in slots] == [5]


@pytest.mark.parametrize("engine", ENGINES)
def test_slides_do_not_know_each_other(engine: Engine) -> None:
    """A link definition of one slide is none of the next."""
    render(engine, "[a]: x.html\n\n[a]\n")
    assert "href" not in render(engine, "[a]\n")[0]


def test_extensions_of_python_markdown() -> None:
    """Names and options as in MkDocs; PyMdown Extensions work."""
    extensions = [("admonition", {}), ("toc", {"permalink": "#"}), ("pymdownx.mark", {})]
    engine = python_markdown_engine(extensions, PLACE, [])
    html, _ = render(engine, "# A\n\n!!! note\n    ==b==\n")
    assert 'class="headerlink"' in html
    assert '<div class="admonition note">' in html
    assert "<mark>b</mark>" in html


def test_fences_of_superfences_are_its_own() -> None:
    """Whoever names it wants its rules."""
    engine = python_markdown_engine([("pymdownx.superfences", {})], PLACE, [])
    html, _ = render(engine, "- a\n\n    ```python\n    x\n    ```\n")
    assert "<code" in html


@pytest.mark.parametrize(("name", "options"), [("nope", {}), ("toc", {"nope": 1}), ("os", {}), ("", {}), ("a b", {})])
def test_an_extension_that_cannot_be_loaded_is_left_out(name: str, options: dict[str, object]) -> None:
    """With a finding where the settings name it; the others work."""
    findings: list[Diagnostic] = []
    engine = python_markdown_engine([(name, options), ("admonition", {})], PLACE, findings)
    assert [(each.code, each.position) for each in findings] == [("config-markdown-extension", PLACE)]
    assert "admonition" in render(engine, "!!! note\n    a\n")[0]


def test_the_other_engine_says_what_it_lacks(course: MakeCourse) -> None:
    """Each construct, and not in code; what might have been a solution is an error."""
    code = "```\\n::: tile\\n```"
    text = '::: tile\nA\n:::\n\n{.incremental}\n- a\n\n![A](assets/a.svg "C"){#fig-a}\n\n. . .\n\nB\n\n'
    files = {"slides.yaml": "markdown: {engine: python-markdown}\n", "assets/a.svg": "<svg/>"}
    findings = course({"decks/a.md": f"# A\n\n{text}{code}", **files}).build().findings
    assert [finding.partition(": ")[0] for finding in findings] == [
        "decks/a.md:3:1",
        "decks/a.md:7:1",
        "decks/a.md:10:23",
    ]
    assert [finding.split(": ")[1] for finding in findings] == [
        "error[layout-colons]",
        "warning[deck-engine]",
        "warning[deck-engine]",
    ]
