"""Steps in formulas: what KaTeX is given, where things stand in the author's TeX, and what comes out."""

from __future__ import annotations

import re

import pytest

from dl4ad_slides.load.theme import KATEX_JS
from dl4ad_slides.model.source import Position
from dl4ad_slides.render.engines.formula_steps import StepError, split_steps, without_steps
from dl4ad_slides.render.engines.katex import Formula, Katex, formula_key
from dl4ad_slides.render.html.slots import Slot, SlotKind
from helpers import Course, Workshop

_FRAGMENT = re.compile(r'<span class="([^"]*)" data-fragment-index="(\d+)"')


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    return Workshop(Course(tmp_path_factory.mktemp("course")).write({"decks/deck.md": "# A\n"}))


def render(tex: str, **macros: str) -> Formula:
    slot = Slot(SlotKind.DISPLAY_MATH, f"$${tex}$$", tex, Position("a.md"))
    return Katex(KATEX_JS, {f"\\{name}": meaning for name, meaning in macros.items()}).render_all([slot])[
        formula_key(slot)
    ]


@pytest.mark.parametrize(
    ("tex", "split"),
    [
        (r"a \step{1}{b}", r"a \step{1}{b}"),
        (r"\step{1}{a & b}", r"\step{1}{a }&\step{1}{ b}"),
        (r"\step{1}{a \\[2em] b}", r"\step{1}{a }\\[2em]\step{1}{ b}"),
        (r"\step{1}{a \\ \hline & b}", r"\step{1}{a }\\ \hline &\step{1}{ b}"),
        (r"\step{1}{a \cr b}", r"\step{1}{a }\cr\step{1}{ b}"),
        (r"\step{1}{\step{2}{a & b} & c}", r"\step{1}{\step{2}{a }}&\step{1}{\step{2}{ b} }&\step{1}{ c}"),
        (r"a & \step{1}{b} & c", r"a & \step{1}{b} & c"),
        (r"\step{1}{\begin{matrix} a & b \\ c \end{matrix}}", r"\step{1}{\begin{matrix} a & b \\ c \end{matrix}}"),
        (r"\step{1}{{a & b}}", r"\step{1}{{a & b}}"),
        (r"\step{1}{a \& b \{ c}", r"\step{1}{a \& b \{ c}"),
        ("\\step{1}{a % & }\n & b}", "\\step{1}{a % & }\n }&\\step{1}{ b}"),
        (r"\step{1}{\verb|&}| & b}", r"\step{1}{\verb|&}| }&\step{1}{ b}"),
        (r"\stepwise{a & b}", r"\stepwise{a & b}"),
        (r"\step{1}{a & b", r"\step{1}{a }&\step{1}{ b"),
    ],
)
def test_one_step_for_each_cell(tex: str, split: str) -> None:
    """A step over cells becomes one for each; what has cells of its own stays whole."""
    assert split_steps(tex).tex == split


def test_offsets_are_those_of_the_author() -> None:
    """Each character of the author is found where it stood, whatever was put in before it."""
    tex = r"\begin{aligned} \step{1}{a & \step{2}{b \\ c} \\[1em] d} + e \end{aligned}"
    stepped = split_steps(tex)
    at = 0
    for offset, character in enumerate(tex):
        for start, text in stepped.insertions:
            at += len(text) if start == offset else 0
        assert stepped.tex[at] == character
        assert stepped.author_offset(at) == offset
        at += 1
    assert at == len(stepped.tex)


@pytest.mark.parametrize(
    ("tex", "offset"),
    [
        (r"x\step", 1),
        (r"x\step 2{a}", 1),
        (r"x\step{a}{b}", 7),
        (r"\step{ -1 }{b}", 7),
        (r"x\step{1}", 1),
        (r"x\step{1}{ }", 1),
    ],
)
def test_what_is_no_step(tex: str, offset: int) -> None:
    """A step without a number or content is an error at its place."""
    with pytest.raises(StepError) as problem:
        split_steps(tex)
    assert problem.value.offset == offset


def test_steps_are_fragments() -> None:
    """Each is one element with class and index; the MathML beside them is whole."""
    html = render(r"\begin{aligned} a &= b \\ \step{2}{&= c} \end{aligned} \step{3}{d}").html
    assert _FRAGMENT.findall(html) == [("enclosing fragment", number) for number in "223"]
    assert "fragment" not in html[: html.index("<annotation")]
    assert "fragment" not in without_steps(html)


@pytest.mark.parametrize(
    "tex",
    [
        r"x^{\step{1}{y}}",
        r"\underbrace{w}_{\step{1}{\text{label}}}",
        r"\textstyle\frac{\step{1}{a}}{b}",
        r"\textcolor{red}{\step{1}{a}}",
        r"x^{\textcolor{red}{\step{1}{a}}}",
        r"\small\step{1}{a}",
    ],
)
def test_small_steps_are_fragments(tex: str) -> None:
    """In exponents, labels and fractions, and in colour, where KaTeX writes more than the class."""
    html = render(tex).html
    ((classes, _),) = re.findall(r'class="(enclosing[^"]*)"([^>]*) data-fragment-index="1"', html)
    assert "fragment" in classes.split()
    assert "fragment" not in without_steps(html)


def test_spacing_is_that_of_the_whole_formula() -> None:
    """A sign at the edge of a step keeps the space on both sides that it has without steps."""
    spaces = re.compile(r'class="mspace" style="([^"]*)"')
    plain, stepped = render("a + b = c").html, render(r"a \step{1}{+ b} \step{2}{= c}").html
    assert spaces.findall(stepped) == spaces.findall(plain)


def test_an_authors_own_macro_wins() -> None:
    """A course that has a `\\step` of its own keeps it, and KaTeX trusts nothing."""
    assert "fragment" not in render(r"\step{a}", step=r"\text{step #1}").html
    assert "data-" not in render(r"\htmlData{fragment-index=1}{a}", step="x").html


def test_nothing_else_is_trusted() -> None:
    """Neither links nor other attributes come out of formulas."""
    assert "href=" not in render(r"\href{javascript:alert(1)}{a}").html
    assert "data-" not in render(r"\htmlData{state=x}{a}\htmlData{fragment-index=x}{b}").html
    assert 'class="a"' not in render(r"\htmlClass{a}{b}").html


def test_macros_may_make_steps() -> None:
    """A short form of an author for a step."""
    assert _FRAGMENT.findall(render(r"\then{a}", then=r"\step{4}{#1}").html) == [("enclosing fragment", "4")]


def test_headings_elsewhere_have_no_steps(workshop: Workshop) -> None:
    """The index shows a heading at once."""
    rendered, _ = workshop.render_text("# On $\\step{1}{x}$\n")
    assert "fragment" in rendered.slides[0].section
    assert "fragment" not in rendered.slides[0].heading_html
