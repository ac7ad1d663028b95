"""Formulas: rendered once each, in batches; a broken one has a message, a place and a box."""

from __future__ import annotations

import re

import pytest

from dl4ad_slides.load.theme import KATEX_JS
from dl4ad_slides.model.source import Position
from dl4ad_slides.render.engines.katex import Formula, Katex, error_box, formula_finding, formula_key
from dl4ad_slides.render.html.slots import Slot, SlotKind


@pytest.fixture(scope="module")
def katex() -> Katex:
    return Katex(KATEX_JS, {"\\R": "\\mathbb{R}"})


def slot(tex: str, display: bool = False) -> Slot:
    return Slot(SlotKind.DISPLAY_MATH if display else SlotKind.INLINE_MATH, f"${tex}$", tex, Position("a.md", 3, 7))


def render(katex: Katex, made: Slot) -> Formula:
    return katex.render_all([made])[formula_key(made)]


def test_gives_html_and_mathml(katex: Katex) -> None:
    """For the eye and for screen readers."""
    html = render(katex, slot("x^2")).html
    assert "<math" in html
    assert 'class="katex-html" aria-hidden="true"' in html


def test_display_and_inline_are_two_formulas(katex: Katex) -> None:
    """The same TeX in a line and on a line of its own."""
    known = katex.render_all([slot("x"), slot("x", display=True)])
    assert "katex-display" not in known["x", False].html
    assert "katex-display" in known["x", True].html


def test_macros_of_the_project(katex: Katex) -> None:
    """A macro that one formula defines is gone in the next."""
    assert render(katex, slot("\\R")).html
    assert render(katex, slot("\\gdef\\mine{x}\\mine")).html
    assert not render(katex, slot("\\mine")).html


@pytest.mark.parametrize(
    ("tex", "message", "column"),
    [
        ("x + \\fracc{1}{2}", "KaTeX does not know `\\fracc`", 12),
        ("\\frac{1}", "unexpected end of input in a macro argument", 16),
        ("}", "expected 'EOF', got '}'", 8),
        ("a_b_c", "double subscript", 11),
    ],
)
def test_a_broken_formula_is_reported_where_it_breaks(katex: Katex, tex: str, message: str, column: int) -> None:
    """The column counts from the place of the formula in the deck."""
    made = slot(tex)
    finding = formula_finding(made, render(katex, made))
    assert (finding.code, finding.position) == ("math-parse", Position("a.md", 3, column))
    assert finding.message.startswith(message)


def test_the_line_of_a_long_formula(katex: Katex) -> None:
    """Its own line, where it has several."""
    made = slot("\na\n  \\nope", display=True)
    assert formula_finding(made, render(katex, made)).position == Position("a.md", 5, 3)


@pytest.mark.parametrize(("tex", "hint"), [("\\fracc", "`\\frac`"), ("\\RR", "`\\R"), ("\\zzzzzz", "math: macros")])
def test_near_commands(katex: Katex, tex: str, hint: str) -> None:
    """Of KaTeX and of the project; where nothing is near, how to define one."""
    assert hint in render(katex, slot(tex)).hint


@pytest.mark.parametrize(
    ("tex", "hint"),
    [
        ("a # b", "`\\#`"),
        ("a &= b", "\\begin{aligned}"),
        ("\\text{a_b}", "`\\_`"),
        ("x^a^b", "`{x^a}^b`"),
        ("\\left( x", "`\\right.`"),
        ("\\frac{a", "`}`"),
        ("a \\middle| b", "`\\left`"),
        ("\\newcommand{\\R}{x}", "`\\renewcommand`"),
    ],
)
def test_formulas_that_are_none(katex: Katex, tex: str, hint: str) -> None:
    """What KaTeX knows and cannot put together has a hint of its own."""
    assert hint in render(katex, slot(tex)).hint


def test_a_formula_that_is_too_long(katex: Katex) -> None:
    """It is not given to KaTeX at all."""
    assert render(katex, slot("x" * 100_000)).message == "this formula has more than 20000 characters"


@pytest.mark.parametrize(
    "tex",
    [
        "\\def\\a{\\a\\a}\\a",
        "{" * 5000,
        "\\sqrt" * 3000,
        "\\rule{1e9em}{1em}",
        "\\href{javascript:x}{y}",
        "",
        "\n",
        "%",
        "😀",
    ],
)
def test_whatever_is_written_an_answer_comes(katex: Katex, tex: str) -> None:
    """HTML or a message; no script through a link."""
    formula = render(katex, slot(tex))
    assert bool(formula.html) is not bool(formula.message)
    assert "javascript:" not in formula.html.replace("\\href{javascript:x}", "")


def test_the_box_shows_source_and_message() -> None:
    """Both escaped."""
    box = error_box(slot(" a<b "), Formula("", "no <i>"))
    assert box == ('<span class="math-error" role="alert"><code>a&lt;b</code><span>no &lt;i&gt;</span></span>')


def test_numbers_of_equations_are_text(katex: Katex) -> None:
    """For the eye and in MathML, row by row; tags and rows without a number keep what their author gave them."""
    tex = r"\begin{align} a &= 1 \\ b &= 2 \notag \\ c &= 3 \tag{x} \\ d &= 4 \end{align}"
    formula = render(katex, slot(tex, display=True))
    html = formula.numbered(7)
    assert formula.number_count == 2
    assert re.findall(r'"equation-number">(.*?)<|<mtext>(\(\d\))<', html) == [
        *(("", "(7)"), ("", "(8)")),
        *(("(7)", ""), ("(8)", "")),
    ]
    assert "eqn-num" not in html


@pytest.mark.parametrize("tex", [r"x = 1", r"\begin{equation*} x \end{equation*}", r"x \tag{7}", r"x \tag*{A}"])
def test_only_numbered_environments_take_a_number(katex: Katex, tex: str) -> None:
    """Formulas without one, starred ones and those with a tag are what they were."""
    formula = render(katex, slot(tex, display=True))
    assert formula.number_count == 0
    assert formula.numbered(3) == formula.html


def test_an_equation_without_a_number(katex: Katex) -> None:
    """Where the deck counts none, as in speaker notes, no style sheet makes up one."""
    html = render(katex, slot(r"\begin{equation} x \end{equation}", display=True)).numbered(None)
    assert '<span class="equation-number"></span>' in html
    assert "eqn-num" not in html
