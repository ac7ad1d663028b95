"""Partials: Jinja in a sandbox, escaped, with errors that name the line."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from dl4ad_slides.model.source import Position, Source
from dl4ad_slides.render.engines.jinja_partials import PartialError, Partials


def partials(**texts: str) -> Partials:
    return Partials({f"{name}.html.j2": Source(f"theme/partials/{name}.html.j2", text) for name, text in texts.items()})


def failure(text: str, **others: str) -> PartialError:
    with pytest.raises(PartialError) as raised:
        partials(x=text, **others).render("x", {"argument": "a"})
    return raised.value


def test_renders_with_values_escaped() -> None:
    """What an author writes in a deck never becomes markup."""
    assert partials(x="<b>{{ argument }}</b>").render("x", {"argument": "<i>&"}) == "<b>&lt;i&gt;&amp;</b>"


def test_partials_may_include_each_other() -> None:
    """With and without the ending."""
    text = "{% include 'y' %}{% import 'z.html.j2' as z %}{{ z.m() }}"
    made = partials(x=text, y="y", z="{% macro m() %}z{% endmacro %}")
    assert made.render("x", {}) == "yz"


def test_markdown_is_said_on_the_first_line() -> None:
    """And nowhere else."""
    made = partials(a="{# markdown #}\n*a*", b="\n{# markdown #}", c="")
    assert [made.is_markdown(name) for name in "abc"] == [True, False, False]


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("a\n{% if %}", "placeholder-template", 2),
        ("a\n{% nope %}", "placeholder-template", 2),
        ("{{ 'open", "placeholder-template", 1),
        ("a\n\n{{ nope }}", "placeholder-runtime", 3),
        ("{{ 1 / 0 }}", "placeholder-runtime", 1),
        ("\n{{ argument.nope() }}", "placeholder-runtime", 2),
        ("{% include 'nope' %}", "placeholder-runtime", 1),
        ("\n{{ ''.__class__ }}", "placeholder-runtime", 2),
        ("{{ argument.format.__globals__ }}", "placeholder-runtime", 1),
        ("{% for i in range(10 ** 9) %}{% endfor %}", "placeholder-runtime", 1),
        ("{% include 'x' %}", "placeholder-runtime", 1),
    ],
)
def test_failures_name_the_line(text: str, code: str, line: int) -> None:
    """Of syntax and at run time; the sandbox holds, and no loop is endless."""
    problem = failure(text)
    assert (problem.code, problem.place) == (code, Position("theme/partials/x.html.j2", line))


def test_a_failure_in_an_included_partial_names_that_one() -> None:
    """The line to mend, not the line that included it."""
    problem = failure("\n{% include 'y' %}", y="\n\n{{ nope }}")
    assert problem.place == Position("theme/partials/y.html.j2", 3)
    finding = problem.finding_at(Position("decks/a.md", 7))
    assert finding.notes == ("in the partial at theme/partials/y.html.j2:3:1",)
    assert finding.position == Position("decks/a.md", 7)


def test_a_view_is_rendered_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another one, or the same one by another partial, is another piece of HTML; failures come again."""
    rendered: list[object] = []

    def render(self: Partials, name: str, context: Mapping[str, object]) -> str:
        rendered.append(context)
        return original(self, name, context)

    original = Partials.render
    monkeypatch.setattr(Partials, "render", render)
    made = partials(a="{{ a }}", b="({{ b }})", bad="{{ nope }}")
    assert [made.render_view(name, view) for name in "ab" for view in "xyx"] == ["x", "y", "x", "(x)", "(y)", "(x)"]
    assert rendered == [{"a": "x"}, {"a": "y"}, {"b": "x"}, {"b": "y"}]
    for _ in range(2):
        with pytest.raises(PartialError):
            made.render_view("bad", "x")


def test_no_more_views_are_kept_than_a_course_has(monkeypatch: pytest.MonkeyPatch) -> None:
    """The oldest goes first."""
    monkeypatch.setattr("dl4ad_slides.render.engines.jinja_partials._REMEMBERED", 2)
    made = partials(a="{{ a }}")
    assert [made.render_view("a", view) for view in "xyzx"] == [*"xyzx"]
    assert len(made._known) == 2
