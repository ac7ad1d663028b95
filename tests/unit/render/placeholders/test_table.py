"""Tables from data files: what is shown of them, and how numbers stand."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborNode

from conftest import MakeCourse
from helpers import Outcome

DATA = "layer;weights;share;note\nconv;1,5;10%;<b>x</b>\nconv 2;-12,25;7%;$x_1$ & $5\ndense;3;-;\n"
POINT, DIGIT = "\N{PUNCTUATION SPACE}", "\N{FIGURE SPACE}"


def built(course: MakeCourse, options: str, data: str = DATA) -> tuple[LexborNode, Outcome]:
    made = course({"decks/a.md": f"# A\n\n<<TABLE:data/x.csv {options}>>\n", "data/x.csv": data})
    outcome = made.build()
    return made.slides("a.html")[0], outcome


def rows(slide: LexborNode) -> list[list[str]]:
    return [[cell.text() for cell in row.css("th, td")] for row in slide.css("table.data-table tr")]


def test_shows_all_of_it(course: MakeCourse) -> None:
    """Text as it is written, formulas as formulas; a minus is one, and decimals stand below each other."""
    slide, outcome = built(course, "")
    assert outcome.findings == []
    head, first, second, third = rows(slide)
    assert head == ["layer", "weights", "share", "note"]
    assert first == ["conv", f"1,5{DIGIT}", "10%", "<b>x</b>"]
    assert second[:3] == ["conv 2", "−12,25", "7%"]
    assert third == ["dense", f"3{POINT}{DIGIT}{DIGIT}", "–", ""]
    assert second[3].endswith("& $5")
    assert len(slide.css("td .katex")) == 1


def test_numbers_stand_on_the_right(course: MakeCourse) -> None:
    """A column of nothing but numbers, head included."""
    slide, _ = built(course, "")
    aligned = [[cell.attributes.get("align") for cell in row.css("th, td")] for row in slide.css("tr")]
    assert aligned == [[None, "right", "right", None]] * 4


def test_columns_and_rows(course: MakeCourse) -> None:
    """Those that are asked for, in that order; decimals are those of the rows that are shown."""
    slide, _ = built(course, 'columns="weights, layer" rows="3,1"')
    assert rows(slide) == [["weights", "layer"], [f"3{POINT}{DIGIT}", "dense"], ["1,5", "conv"]]


def test_highlight_and_fragments(course: MakeCourse) -> None:
    """Rows are counted in the file, below its head, whatever is shown of it."""
    slide, _ = built(course, 'rows="2-3" highlight=3 fragments=true')
    classes = [row.attributes.get("class") for row in slide.css("tbody tr")]
    assert classes == ["fragment appear-table", "highlight fragment appear-table"]


def test_caption(course: MakeCourse) -> None:
    """Above the table, with its formulas."""
    slide, _ = built(course, 'caption="Weights $w$ < 5"')
    caption = slide.css_first("table > caption")
    assert caption.css(".katex")
    assert caption.text().endswith("< 5")


def test_stands_between_paragraphs(course: MakeCourse) -> None:
    """A table is no part of a paragraph."""
    slide, _ = built(course, "")
    assert not slide.css("p")


@pytest.mark.parametrize(
    ("options", "code", "column", "message", "hint"),
    [
        ("columns=wights", "data-column", 20, "data/x.csv has no column `wights`", "Did you mean `weights`?"),
        ("rows=2-9", "placeholder-value", 20, "`rows` must be rows of data/x.csv, which has 3", "Count from 1"),
        ("highlight=0", "placeholder-value", 20, "`highlight` must be rows of data/x.csv", "Count from 1"),
        ("rows=3-1", "placeholder-value", 20, "`rows` must be rows of data/x.csv", "Count from 1"),
        ("column=layer", "placeholder-option", 20, "`TABLE` has no option `column`", "Did you mean `columns`?"),
    ],
)
def test_what_it_lacks(course: MakeCourse, options: str, code: str, column: int, message: str, hint: str) -> None:
    """The finding stands at the option."""
    _, outcome = built(course, options)
    assert outcome.stderr.startswith(f"decks/a.md:3:{column}: error[{code}]: {message}")
    assert f"hint: {hint}" in outcome.stderr


def test_a_broken_formula_in_a_cell(course: MakeCourse) -> None:
    """It is found at the cell in the data file."""
    _, outcome = built(course, "", "a,b\n1,$\\nope$\n")
    assert outcome.findings[0].startswith("data/x.csv:2:4: error[math-parse]: ")


def test_a_broken_file(course: MakeCourse) -> None:
    """The file says what is wrong, and the slide that it is."""
    slide, outcome = built(course, "", "a,b\n1\n")
    assert [line.split(": ")[1] for line in outcome.findings] == ["error[data-format]", "error[data-not-found]"]
    assert "has errors" in slide.css_first(".slide-error").text()
