"""Code: lines, colours, steps."""

from __future__ import annotations

import pytest

from dl4ad_slides.model.diagnostics import Diagnostic
from dl4ad_slides.model.source import Position
from dl4ad_slides.render.engines.highlight import highlight_code, parse_steps
from dl4ad_slides.render.html.slots import Slot, SlotKind
from dl4ad_slides.render.html.tree import HtmlTree


def slot(code: str = "a\nb\nc\n", language: str = "", steps: str | None = None, first: int | None = None) -> Slot:
    return Slot(SlotKind.CODE, code, code, Position("a.md", 3), None, language, steps, first)


def lit(steps: str, count: int = 5) -> tuple[list[list[int]], list[str]]:
    findings: list[Diagnostic] = []
    return [sorted(step) for step in parse_steps(slot(steps=steps), count, findings)], [each.code for each in findings]


@pytest.mark.parametrize(
    ("steps", "lines"),
    [
        ("", [[]]),
        ("1", [[1]]),
        ("1|2-3|5", [[1], [2, 3], [5]]),
        ("1,3-4", [[1, 3, 4]]),
        (" 1 , 2 - 3 | ", [[1, 2, 3], []]),
        ("|1", [[], [1]]),
        ("5-5", [[5]]),
    ],
)
def test_steps(steps: str, lines: list[list[int]]) -> None:
    """Lines and ranges, parted by commas; steps by bars. An empty step lights nothing."""
    assert lit(steps) == (lines, [])


@pytest.mark.parametrize(
    ("steps", "lines"),
    [
        ("6", [[]]),
        ("0-2", [[1, 2]]),
        ("4-9", [[4, 5]]),
        ("3-1", [[]]),
        ("-3", [[]]),
        ("1-2-3", [[]]),
        ("1-", [[]]),
        ("²", [[]]),
        ("9" * 5000, [[]]),
        ("1-999999999", [[1, 2, 3, 4, 5]]),
    ],
)
def test_steps_that_do_not_fit(steps: str, lines: list[list[int]]) -> None:
    """A warning, and what is left of the range."""
    assert lit(steps) == (lines, ["code-line-range"])


def test_a_line_each() -> None:
    """Every line is an element that ends with its line break, empty ones too."""
    html = highlight_code(slot("a\n\nb < c\n"), [])
    assert html == (
        '<code class="code"><span class="line">a\n</span><span class="line">\n</span>'
        '<span class="line">b &lt; c\n</span></code>'
    )


def test_each_step_after_the_first_is_a_fragment() -> None:
    """Laid over the first one, hidden from screen readers; lines keep their numbers."""
    html = highlight_code(slot(steps="1|2", first=7), [])
    assert html.count("<code") == 2
    assert html.count('class="code has-highlights numbered fragment" aria-hidden="true"') == 1
    assert [f'data-line="{number}"' in html for number in (6, 7, 9, 10)] == [False, True, True, False]


def test_numbers_only_where_asked_for() -> None:
    """By steps, even empty ones, or by the number of the first line."""
    shown = [
        highlight_code(slot(steps=steps, first=first), []) for steps, first in ((None, None), ("", None), (None, 1))
    ]
    assert ["data-line" in html for html in shown] == [False, True, True]


@pytest.mark.parametrize("language", ["python", "Python", "py", "text", "plaintext", "none", "nohighlight", ""])
def test_known_languages(language: str) -> None:
    """Names of Pygments in any case, and the names of plain text."""
    findings: list[Diagnostic] = []
    html = highlight_code(slot("x = 1", language), findings)
    assert findings == []
    assert ('class="n"' in html) is language.lower().startswith("py")


def test_an_unknown_language_is_shown_plain() -> None:
    """With the nearest name in the hint."""
    findings: list[Diagnostic] = []
    assert "x = 1" in highlight_code(slot("x = 1", "pyhton"), findings)
    assert [each.hint for each in findings] == ["Did you mean `python` or `python3`?"]


@pytest.mark.parametrize(
    ("language", "hint"),
    [
        ("{r}", "Write `r`"),
        ("{r,", "Write `r`"),
        ("{python", "Write `python`"),
        ("{=html}", "without the fence"),
        ("mermaid", "save it as SVG"),
        ("git", "Write `text`"),
    ],
)
def test_what_no_highlighter_can_know(language: str, hint: str) -> None:
    """Code that other tools run or draw, and names that are near to one of hundreds by chance."""
    findings: list[Diagnostic] = []
    highlight_code(slot("x = 1", language), findings)
    (finding,) = findings
    assert hint in finding.hint


@pytest.mark.parametrize("code", ["\n\n x\t<y>\n\n", "x", "", "a\n", "&amp;", 'a = """\n\n"""\n'])
@pytest.mark.parametrize("language", ["python", "text", "html", "nope"])
def test_nothing_is_lost_or_added(code: str, language: str) -> None:
    """Tabs, blank lines at both ends, no line end at the last one, characters of HTML."""
    html = highlight_code(slot(code, language), [])
    assert HtmlTree(html).text == code.removesuffix("\n") + "\n"
