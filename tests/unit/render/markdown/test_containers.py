"""Fenced containers, where golden files do not tell it."""

from __future__ import annotations

import time

import pytest

from conftest import MakeCourse
from dl4ad_slides.model.diagnostics import Diagnostic
from dl4ad_slides.model.source import Passage
from dl4ad_slides.render.html.slots import Slots
from dl4ad_slides.render.markdown.commonmark import render_commonmark


def render(text: str, *, extended: bool = True) -> tuple[str, list[Diagnostic]]:
    findings: list[Diagnostic] = []
    html = render_commonmark(Passage.of(text, "a.md"), Slots(), "p", findings, extended=extended)
    return html.replace("\n", ""), findings


def test_the_plugin_knows_none() -> None:
    """By the rules of Reveal.js' plugin alone, colons are text."""
    text = "- a\n::: small\nb\n:::\n\n<div>\n:::\n</div>"
    html, findings = render(text, extended=False)
    assert html == "<ul><li>a::: smallb:::</li></ul><div>:::</div>"
    assert findings == []


@pytest.mark.parametrize(
    ("line", "html"),
    [
        ("::: tile", '<div class="tile"></div>'),
        (":::tile", '<div class="tile"></div>'),
        ("::: tile{.a}", '<div class="tile a"></div>'),
        ("::::: tile :::", '<div class="tile"></div>'),
        ("   ::: tile \t", '<div class="tile"></div>'),
        ("::: {.tile}", '<div class="tile"></div>'),
        ("::: {#a}", '<div id="a"></div>'),
        ("::: column 12.5%", '<div class="column" style="flex-basis: 12.5%;"></div>'),
        ('::: {.column width="40%"}', '<div class="column" style="flex-basis: 40%;"></div>'),
        ("::: {.column width=49%}", '<div class="column" style="flex-basis: 49%;"></div>'),
        ("::: {.tile width=49%}", '<div class="tile" width="49%"></div>'),
        ("::: overlay 600px", '<div class="image-overlay" style="width: 600px;"></div>'),
        (
            "::: applications In *audio* {.a}",
            '<div class="tile-applications a"><div class="applications-label">In <em>audio</em></div></div>',
        ),
        ("::: fragment 2 {data-fragment-index=3}", '<div class="fragment" data-fragment-index="3"></div>'),
    ],
)
def test_opening_lines(line: str, html: str) -> None:
    """What may stand on one."""
    assert render(f"{line}\n:::\n") == (html, [])


@pytest.mark.parametrize(
    "line", [":: tile", "::: 1", "::: -", ":::: (a)", "::: a.b", "text ::: tile", "    ::: tile", ":::)", "\\::: tile"]
)
def test_what_is_no_fence(line: str) -> None:
    """It stays text, or code."""
    html, findings = render(line)
    assert "<div" not in html
    assert findings == []


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a\n\n::: til\n:::", "a.md:3:5"),
        ("::: column column\n:::", "a.md:1:12"),
        ("::: fragment a {.b}\n:::", "a.md:1:14"),
        ("::: tile {a=%}\n:::", "a.md:1:10"),
        ("- a\n\n  > ::: tile\n", "a.md:3:5"),
        ("a\n  :::", "a.md:2:3"),
        ("::: column45%\n:::", "a.md:1:5"),
        ("::: Übung\n:::", "a.md:1:5"),
    ],
)
def test_findings_stand_where_the_author_looks(text: str, place: str) -> None:
    """At the word that is wrong."""
    assert [str(finding.position) for finding in render(text)[1]] == [place]


@pytest.mark.parametrize(
    ("line", "html", "hint"),
    [
        ("::: column45%", '<div class="column" style="flex-basis: 45%;"></div>', "Write `::: column 45%`."),
        (":::tile:{.a}", '<div class="tile a"></div>', "Write `::: tile`."),
        ("::: appear-vanish/2", '<div class="fragment appear-vanish"></div>', "Write `::: appear-vanish /2`."),
    ],
)
def test_a_missing_space(line: str, html: str, hint: str) -> None:
    """The container is there nevertheless, so that nothing else goes wrong."""
    result, (finding,) = render(f"{line}\n:::\n")
    assert (result, finding.code, finding.hint) == (html, "layout-argument", hint)


def test_an_unknown_container_names_all() -> None:
    """Where nothing is near, all that there are."""
    _, (finding,) = render("::: qqq\n:::\n")
    assert "`solution`" in finding.hint
    assert "`tiles`" in finding.hint


@pytest.mark.parametrize(
    "text",
    [
        "::: tile\n" * 3_000,
        ":::\n" * 3_000,
        "::: tile\n:::\n" * 2_000,
        f"::: tile {' ' * 50_000}x",
        f"::: tile {'{' * 50_000}",
        f"::: {'a' * 50_000}!",
        ":" * 100_000,
        f"::: applications {': ' * 50_000}",
        "<div>\n" + "::: (\n" * 5_000,
    ],
)
def test_takes_no_quadratic_time(text: str) -> None:
    """Whatever stands on thousands of lines, or on a very long one."""
    start = time.process_time()
    render(text)
    assert time.process_time() - start < 5


@pytest.mark.parametrize("line", ["::: {.x #y", "::: .small", "::: (tile)"])
def test_a_line_that_opens_nothing_is_reported_itself(course: MakeCourse, line: str) -> None:
    """Not the line that would close it, which is as it should be."""
    (finding,) = course({"decks/a.md": f"# A\n\n{line}\ntext\n:::\n"}).build().findings
    assert finding.startswith("decks/a.md:3:1: error[layout-colons]")


def test_a_container_left_open_is_reported_once(course: MakeCourse) -> None:
    """The element that it becomes was written by nobody; one that its author left open is told as well."""
    findings = course({"decks/a.md": "# A\n\n::: columns\n\n<div>\n\ntext\n"}).build().findings
    assert [finding.split(" ")[:2] for finding in findings] == [
        ["decks/a.md:3:1:", "error[layout-unclosed]:"],
        ["decks/a.md:5:1:", "warning[html-unbalanced]:"],
    ]
